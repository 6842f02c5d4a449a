package io.thalweg.geometry.detection;

import java.util.function.ToDoubleFunction;

/**
 * The scores of all detectors at one snapshot, in material units, none below zero.
 *
 * @param distance of {@link DetectorKind#DISTANCE}
 * @param regression of {@link DetectorKind#REGRESSION}
 * @param stall of {@link DetectorKind#STALL}
 * @param rise of {@link DetectorKind#RISE}
 * @param excess of {@link DetectorKind#EXCESS}
 */
public record DetectorScores(double distance, double regression, double stall, double rise, double excess) {
    /** Before the first snapshot. */
    public static final DetectorScores NONE = new DetectorScores(0, 0, 0, 0, 0);

    public DetectorScores {
        if (!(Math.min(distance, Math.min(regression, Math.min(stall, Math.min(rise, excess)))) >= 0)) {
            throw new IllegalArgumentException("scores %s, %s, %s, %s, %s: expected none below 0, no NaN"
                    .formatted(distance, regression, stall, rise, excess));
        }
    }

    static DetectorScores of(ToDoubleFunction<DetectorKind> score) {
        return new DetectorScores(
                Math.max(0, score.applyAsDouble(DetectorKind.DISTANCE)),
                Math.max(0, score.applyAsDouble(DetectorKind.REGRESSION)),
                Math.max(0, score.applyAsDouble(DetectorKind.STALL)),
                Math.max(0, score.applyAsDouble(DetectorKind.RISE)),
                Math.max(0, score.applyAsDouble(DetectorKind.EXCESS)));
    }

    /** One detector's. */
    public double of(DetectorKind kind) {
        return switch (kind) {
            case DISTANCE -> distance;
            case REGRESSION -> regression;
            case STALL -> stall;
            case RISE -> rise;
            case EXCESS -> excess;
        };
    }

    /** The largest: what the joint threshold is held against. */
    public double largest() {
        return Math.max(distance, Math.max(regression, Math.max(stall, Math.max(rise, excess))));
    }

    /** The detector of the largest. */
    public DetectorKind worst() {
        DetectorKind worst = DetectorKind.DISTANCE;
        for (DetectorKind kind : DetectorKind.values()) {
            worst = of(kind) > of(worst) ? kind : worst;
        }
        return worst;
    }

    /** Detector by detector the smaller of the two, but no less than {@code loneShare} of this. */
    DetectorScores confirmedBy(DetectorScores before, ToDoubleFunction<DetectorKind> loneShare) {
        return of(kind -> Math.max(Math.min(of(kind), before.of(kind)), loneShare.applyAsDouble(kind) * of(kind)));
    }
}
