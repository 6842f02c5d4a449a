package io.thalweg.protocol.record;

import io.thalweg.geometry.detection.DetectorScores;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * The detectors as shares of their joint alarm threshold: 1 is an alarm. Absent where a detector is not calibrated.
 *
 * @param distance off-manifold distance
 * @param regression best progress minus progress
 * @param stall slowest reference progress at this fraction of the run, minus progress
 * @param rise distance to truth minus its running best
 * @param excess distance to truth minus the worst reference run's at this fraction
 */
public record Detectors(
        OptionalDouble distance,
        OptionalDouble regression,
        OptionalDouble stall,
        OptionalDouble rise,
        OptionalDouble excess) {
    private static final Detectors NONE = new Detectors(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty());

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a share is not finite
     */
    public Detectors {
        Figures.finite(distance, "detectors.distance");
        Figures.finite(regression, "detectors.regression");
        Figures.finite(stall, "detectors.stall");
        Figures.finite(rise, "detectors.rise");
        Figures.finite(excess, "detectors.excess");
    }

    /**
     * Scores as shares of the joint threshold.
     *
     * @param threshold above 0
     */
    public static Detectors of(DetectorScores scores, double threshold) {
        return new Detectors(
                OptionalDouble.of(scores.distance() / threshold),
                OptionalDouble.of(scores.regression() / threshold),
                OptionalDouble.of(scores.stall() / threshold),
                OptionalDouble.of(scores.rise() / threshold),
                OptionalDouble.of(scores.excess() / threshold));
    }

    /** The largest share; empty where none is calibrated. */
    public OptionalDouble largest() {
        return Stream.of(distance, regression, stall, rise, excess)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    /** No detector calibrated. */
    public static Detectors none() {
        return NONE;
    }
}
