package io.thalweg.processor.tracking;

import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.detection.DetectorKind;
import io.thalweg.geometry.detection.DistanceDetector;
import io.thalweg.geometry.detection.ExcessDetector;
import io.thalweg.geometry.detection.HealthyFigures;
import io.thalweg.geometry.detection.RegressionDetector;
import io.thalweg.geometry.detection.RiseDetector;
import io.thalweg.geometry.detection.StallDetector;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DetectorAlarms;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Why an alarm was raised or cleared, in a sentence with the figures. What healthy runs do "at most" is what the threshold
 * comes to in the figure's own unit at this point of training: at most alpha of them ever do more.
 */
final class Reasons {
    private final Judgement judgement;
    private final HealthyFigures healthy;
    private final double threshold;

    private Reasons(Judgement judgement) {
        this.judgement = judgement;
        this.healthy = judgement.healthy();
        this.threshold = judgement.threshold().orElseThrow();
    }

    /** The sentence of one calibrated alarm. */
    static String of(AlarmKind alarm, Judgement judgement) {
        DetectorKind loudest =
                DetectorAlarms.loudest(alarm, judgement.detectors().scores());
        Reasons reasons = new Reasons(judgement);
        return switch (loudest) {
            case DISTANCE -> reasons.distance();
            case REGRESSION -> reasons.regression();
            case STALL -> reasons.stall() + reasons.tolerance();
            case RISE -> reasons.rise();
            case EXCESS ->
                (alarm == AlarmKind.STALL ? reasons.stall() + "; " : "") + reasons.excess() + reasons.tolerance();
        };
    }

    private String distance() {
        double bound = threshold * DistanceDetector.unitNats(healthy);
        return "%s nats from %s; healthy runs stay below %s here"
                .formatted(
                        figure(judgement.measurement().offManifoldNats()),
                        name(judgement.measurement().nearest()),
                        figure(bound));
    }

    private String regression() {
        double best = judgement.detectors().bests().progress();
        double now = judgement.measurement().progress();
        return "progress %s, %s below its best %s; healthy runs lose at most %s"
                .formatted(
                        progress(now),
                        progress(best - now),
                        progress(best),
                        progress(threshold * RegressionDetector.UNIT));
    }

    private String stall() {
        return "progress %s at %s; the slowest healthy run had %s, and others come at most %s behind it"
                .formatted(
                        progress(judgement.measurement().progress()),
                        place(),
                        progress(healthy.slowestProgress()),
                        progress(threshold * StallDetector.UNIT));
    }

    private String rise() {
        double best = judgement.detectors().bests().distanceToTruthNats();
        double now = judgement.measurement().distanceToTruthNats();
        return "%s nats to truth, %s above its best %s; healthy runs climb at most %s"
                .formatted(
                        figure(now),
                        figure(now - best),
                        figure(best),
                        figure(threshold * RiseDetector.unitNats(healthy)));
    }

    private String excess() {
        double worst = healthy.worstDistanceToTruthNats();
        double now = judgement.measurement().distanceToTruthNats();
        return "%s nats to truth at %s, %s above the worst healthy run's %s; others come at most %s above it"
                .formatted(
                        figure(now),
                        place(),
                        figure(now - worst),
                        figure(worst),
                        figure(threshold * ExcessDetector.unitNats(healthy)));
    }

    private String place() {
        return judgement.declared()
                ? String.format(
                        Locale.ROOT,
                        "%.0f%% of the run",
                        100.0 * judgement.step() / judgement.totalSteps().getAsLong())
                : "step " + judgement.step();
    }

    private String tolerance() {
        return judgement.declared()
                ? ""
                : " (no length is declared: compared by step, with healthy runs that had %s times fewer)"
                        .formatted(figure(judgement.slowerRate()));
    }

    private static String name(Landmark landmark) {
        return switch (landmark.run()) {
            case Landmark.IGNORANCE -> "ignorance, the nearest place that a healthy run has been";
            case Landmark.TRUTH -> "truth, the nearest place that a healthy run goes to";
            default ->
                String.format(
                        Locale.ROOT,
                        "the nearest healthy run (%s at progress %.2f)",
                        landmark.run(),
                        landmark.progress());
        };
    }

    private static String progress(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Two significant digits: 0.31, 0.0021, 12. */
    private static String figure(double value) {
        return new BigDecimal(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
