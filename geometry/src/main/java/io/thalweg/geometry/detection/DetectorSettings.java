package io.thalweg.geometry.detection;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which detectors there are and how they are joined. The defaults were chosen by cross-validation over healthy runs and
 * over the failures of two configurations (docs/detection-method.md, which also says what that choice had seen).
 *
 * @param detectors those that count
 * @param consecutive 1: every snapshot counts; 2: the smaller score of two consecutive ones does
 * @param settlingFraction while less than this share of the training is done, units are wider: how far off and how wrong
 *     an untrained network is depends on its architecture, not on its health. 0 for never
 * @param settlingAllowance by how much wider at the very start; falls to 1 in a straight line
 * @param slowerRate a run that declares no length is compared by step, with healthy runs that had this many times fewer
 *     steps: what a learning rate as many times slower needs
 */
public record DetectorSettings(
        Set<DetectorKind> detectors,
        int consecutive,
        double settlingFraction,
        double settlingAllowance,
        double slowerRate) {
    private static final DetectorSettings DEFAULTS =
            new DetectorSettings(EnumSet.allOf(DetectorKind.class), 1, 0.015, 4, 3);

    public DetectorSettings {
        detectors = Set.copyOf(detectors);
        if (consecutive < 1 || consecutive > 2) {
            throw new IllegalArgumentException("consecutive is %d: expected 1 or 2".formatted(consecutive));
        }
        if (!(settlingFraction >= 0 && settlingFraction < 1) || !(settlingAllowance >= 1) || !(slowerRate >= 1)) {
            throw new IllegalArgumentException(
                    "settling %s by %s, slower rate %s: expected 0 to 1, at least 1, at least 1"
                            .formatted(settlingFraction, settlingAllowance, slowerRate));
        }
    }

    /** All detectors, every snapshot counts. */
    public static DetectorSettings defaults() {
        return DEFAULTS;
    }

    /** The same with other detectors. */
    public DetectorSettings with(Set<DetectorKind> others) {
        return new DetectorSettings(others, consecutive, settlingFraction, settlingAllowance, slowerRate);
    }

    /** The same with another persistence. */
    public DetectorSettings withConsecutive(int snapshots) {
        return new DetectorSettings(detectors, snapshots, settlingFraction, settlingAllowance, slowerRate);
    }

    /** The same, with units wider until this share of the training is done; 0: judged alike from the first step on. */
    public DetectorSettings withSettling(double fraction) {
        return new DetectorSettings(detectors, consecutive, fraction, settlingAllowance, slowerRate);
    }

    /** How much wider units are when this share of the training is done. */
    double allowance(double fraction) {
        return fraction < settlingFraction ? 1 + (settlingAllowance - 1) * (1 - fraction / settlingFraction) : 1;
    }
}
