package io.thalweg.geometry.detection;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which detectors there are and how they are joined. The defaults were chosen by cross-validation
 * (docs/detection-method.md, which also says what that choice had seen).
 *
 * @param detectors those that count
 * @param loneShares for each detector, what share of a score counts that the snapshot before did not reach: 1: every
 *     snapshot counts; 0: the smaller score of two consecutive ones does. Absent: 1
 * @param settlingFraction while less than this share of the training is done, units are wider: how far off and how wrong
 *     an untrained network is depends on its architecture, not on its health. 0 for never
 * @param distanceAllowance by how much wider the unit of distance is at the very start; falls to 1 in a straight line
 * @param lossAllowance the same for rise and excess
 * @param slowerRate a run that declares no length is compared by step, with healthy runs that had this many times fewer
 *     steps: what a learning rate as many times slower needs
 */
public record DetectorSettings(
        Set<DetectorKind> detectors,
        Map<DetectorKind, Double> loneShares,
        double settlingFraction,
        double distanceAllowance,
        double lossAllowance,
        double slowerRate) {
    private static final DetectorSettings DEFAULTS = new DetectorSettings(
            EnumSet.allOf(DetectorKind.class),
            // Noisy training loses progress and climbs for a moment, and is well.
            Map.of(DetectorKind.REGRESSION, 0.5, DetectorKind.RISE, 0.5),
            0.01,
            1.5,
            8,
            3);

    public DetectorSettings {
        detectors = Set.copyOf(detectors);
        loneShares = Map.copyOf(loneShares);
        loneShares.forEach((kind, share) -> {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("lone share is %s: expected 0 to 1".formatted(share));
            }
        });
        if (!(settlingFraction >= 0 && settlingFraction < 1)
                || !(distanceAllowance >= 1 && lossAllowance >= 1 && slowerRate >= 1)) {
            throw new IllegalArgumentException(
                    "settling %s, distance %s, loss %s, slower rate %s: expected at least 0 and below 1; the others at least 1"
                            .formatted(settlingFraction, distanceAllowance, lossAllowance, slowerRate));
        }
    }

    /** All detectors; regression and rise count half until the next snapshot confirms them. */
    public static DetectorSettings defaults() {
        return DEFAULTS;
    }

    /** The same with other detectors. */
    public DetectorSettings with(Set<DetectorKind> others) {
        return new DetectorSettings(others, loneShares, settlingFraction, distanceAllowance, lossAllowance, slowerRate);
    }

    /** The same with this lone share for all detectors. */
    public DetectorSettings withLoneShare(double share) {
        Map<DetectorKind, Double> all =
                Arrays.stream(DetectorKind.values()).collect(Collectors.toMap(kind -> kind, kind -> share));
        return new DetectorSettings(detectors, all, settlingFraction, distanceAllowance, lossAllowance, slowerRate);
    }

    /** The same, with units wider until this share of the training is done; 0: judged alike from the first step on. */
    public DetectorSettings withSettling(double fraction) {
        return new DetectorSettings(detectors, loneShares, fraction, distanceAllowance, lossAllowance, slowerRate);
    }

    /** What share of a score counts that the snapshot before did not reach. */
    double loneShare(DetectorKind kind) {
        return loneShares.getOrDefault(kind, 1.0);
    }

    /** How much wider a unit is when this share of the training is done, if it is {@code allowance} times at the start. */
    double widened(double allowance, double fraction) {
        return fraction < settlingFraction ? 1 + (allowance - 1) * (1 - fraction / settlingFraction) : 1;
    }
}
