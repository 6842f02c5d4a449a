package io.thalweg.geometry.detection;

/** d_B to truth minus the worst healthy run's at this point of training. Finds over-fitting from the start, and stalls. */
public final class ExcessDetector implements Detector {
    /** Nats above that make a unit. */
    private static final double UNIT_NATS = 0.2;

    @Override
    public double score(SnapshotFigures now, RunBests bests, HealthyFigures healthy) {
        return (now.distanceToTruthNats() - healthy.worstDistanceToTruthNats()) / unitNats(healthy);
    }

    /** The excess, in nats, that scores one. */
    public static double unitNats(HealthyFigures healthy) {
        return UNIT_NATS * healthy.lossAllowance();
    }
}
