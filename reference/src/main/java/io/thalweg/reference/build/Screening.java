package io.thalweg.reference.build;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.JointCalibration.RunScore;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds reference runs that are outliers among their own. One such run lifts the joint threshold for all (seen: five-fold,
 * by a "healthy" run that fell from progress 0.53 to 0.02 and recovered), and hides failures for good.
 *
 * <p>A run is one if its joint score is material ({@value #MATERIAL} units), far above the others' (three times their 90th
 * percentile), and twice that of every other run of its configuration: what all seeds of a configuration do is its
 * nature, not an accident. Not judged among fewer than {@value #FEWEST_RUNS} runs.
 */
final class Screening {
    static final int FEWEST_RUNS = 10;
    static final double MATERIAL = 2;
    private static final double FAR = 3;
    private static final double USUAL_SHARE = 0.9;
    private static final double ABOVE_SIBLINGS = 2;

    private Screening() {}

    /** The outliers with their figures, those not kept. */
    static List<RunScore> outliers(List<ReferenceRun> runs, Set<String> kept) {
        if (runs.size() < FEWEST_RUNS) {
            return List.of();
        }
        List<RunScore> scores =
                JointCalibration.of(runs, DetectorSettings.defaults()).scores();
        return scores.stream()
                .filter(score -> !kept.contains(score.run().run()) && isOutlier(score, scores))
                .toList();
    }

    private static boolean isOutlier(RunScore score, List<RunScore> all) {
        double[] others = all.stream()
                .filter(other -> !other.equals(score))
                .mapToDouble(RunScore::score)
                .sorted()
                .toArray();
        double usual = others[(int) (USUAL_SHARE * (others.length - 1))];
        double siblings = all.stream()
                .filter(other -> !other.equals(score)
                        && other.run().config().equals(score.run().config()))
                .mapToDouble(RunScore::score)
                .max()
                .orElse(0);
        return score.score() >= MATERIAL && score.score() > FAR * usual && score.score() > ABOVE_SIBLINGS * siblings;
    }

    /** One sentence for the build's report. */
    static String describe(RunScore outlier, List<ReferenceRun> runs) {
        double[] scores = JointCalibration.of(runs, DetectorSettings.defaults()).scores().stream()
                .mapToDouble(RunScore::score)
                .sorted()
                .toArray();
        return "%s is an outlier among the reference runs and left out: %s scores %.2f at step %d, the median run %.2f (--keep %s keeps it)"
                .formatted(
                        outlier.run().run(),
                        outlier.detector().name().toLowerCase(Locale.ROOT),
                        outlier.score(),
                        outlier.step(),
                        scores[scores.length / 2],
                        outlier.run().run());
    }
}
