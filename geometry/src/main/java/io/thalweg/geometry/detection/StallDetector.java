package io.thalweg.geometry.detection;

/**
 * The slowest healthy run's progress at this point of training minus the run's. Finds random labels and frozen weights,
 * which sit right beside ignorance and so beside the manifold.
 */
public final class StallDetector implements Detector {
    /** Progress behind that makes a unit. */
    public static final double UNIT = 0.25;

    @Override
    public double score(SnapshotFigures now, RunBests bests, HealthyFigures healthy) {
        return (healthy.slowestProgress() - now.progress()) / UNIT;
    }
}
