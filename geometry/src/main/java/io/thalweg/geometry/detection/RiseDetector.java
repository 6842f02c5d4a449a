package io.thalweg.geometry.detection;

/** d_B to truth minus its lowest in this run. Finds over-fitting, which stays in the tube while the loss climbs away. */
public final class RiseDetector implements Detector {
    /** Nats climbed that make a unit. */
    private static final double UNIT_NATS = 0.1;

    @Override
    public double score(SnapshotFigures now, RunBests bests, HealthyFigures healthy) {
        return (now.distanceToTruthNats() - bests.distanceToTruthNats()) / unitNats(healthy);
    }

    /** The climb, in nats, that scores one. */
    public static double unitNats(HealthyFigures healthy) {
        return UNIT_NATS * healthy.lossAllowance();
    }
}
