package io.thalweg.reference.evaluate;

import io.thalweg.geometry.detection.DetectorKind;
import io.thalweg.geometry.detection.DetectorSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The rival: what people do today, watching the validation loss. It alarms when the loss is not finite, climbs from its
 * best, or is above that of the reference runs. All its forms are calibrated as ours is, on the same runs, at the same
 * alpha; the best of them on the very runs evaluated stands for it, which is in its favour.
 *
 * @param name of the form, for people
 * @param settings of the form
 */
record LossRule(String name, DetectorSettings settings) {
    private static final List<Double> SETTLING = List.of(0.0, 0.01, 0.015, 0.02);
    private static final List<Double> LONE_SHARES = List.of(1.0, 0.5, 0.0);

    /** All forms: climb, excess or both; a lone snapshot counts whole, half or not; none or some leniency at the start. */
    static List<LossRule> forms() {
        List<LossRule> forms = new ArrayList<>();
        for (Set<DetectorKind> detectors : List.<Set<DetectorKind>>of(
                EnumSet.of(DetectorKind.RISE, DetectorKind.EXCESS),
                EnumSet.of(DetectorKind.RISE),
                EnumSet.of(DetectorKind.EXCESS))) {
            for (double loneShare : LONE_SHARES) {
                DetectorSettings settings =
                        DetectorSettings.defaults().with(detectors).withLoneShare(loneShare);
                String name = String.join(
                                " or ",
                                detectors.stream()
                                        .map(kind -> kind == DetectorKind.RISE
                                                ? "climb from the best"
                                                : "excess over the reference")
                                        .toList())
                        + persistence(loneShare);
                for (double settling : SETTLING) {
                    forms.add(new LossRule(
                            settling == 0 ? name : name + ", lenient in the first %s of the run".formatted(settling),
                            settings.withSettling(settling)));
                }
            }
        }
        return forms;
    }

    private static String persistence(double loneShare) {
        if (loneShare == 1) {
            return "";
        }
        return loneShare == 0 ? ", two snapshots in a row" : ", a lone snapshot counts %s".formatted(loneShare);
    }
}
