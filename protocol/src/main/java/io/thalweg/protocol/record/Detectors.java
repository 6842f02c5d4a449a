package io.thalweg.protocol.record;

import java.util.OptionalDouble;

/**
 * The detectors as shares of their alarm threshold: 1 is an alarm. Absent where a detector is not calibrated.
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

    /** No detector calibrated. */
    public static Detectors none() {
        return NONE;
    }

    /** The distance detector alone. */
    public static Detectors ofDistance(double share) {
        return new Detectors(OptionalDouble.of(share), NONE.regression, NONE.stall, NONE.rise, NONE.excess);
    }
}
