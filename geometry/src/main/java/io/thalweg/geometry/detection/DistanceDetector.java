package io.thalweg.geometry.detection;

/**
 * Off-manifold distance over what is usual among healthy runs at this progress. Finds labels shifted, collapse, missing
 * classes, a memorised initialisation: what leaves the tube of healthy runs.
 *
 * <p>The tube is several times narrower near truth than half-way: a threshold in nats alone would have to be that of the
 * widest place.
 */
public final class DistanceDetector implements Detector {
    /** How many times the usual distance (0.02 nats at least, {@link DistanceBand}) make a unit. */
    public static final double UNIT = 4;

    @Override
    public double score(SnapshotFigures now, RunBests bests, HealthyFigures healthy) {
        return now.offManifoldNats() / unitNats(healthy);
    }

    /** The distance, in nats, that scores one. */
    public static double unitNats(HealthyFigures healthy) {
        return UNIT * healthy.usualOffNats() * healthy.distanceAllowance();
    }
}
