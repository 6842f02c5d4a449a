package io.thalweg.geometry.detection;

/** Best progress of the run minus its progress. Finds a learning-rate spike, corrupted inputs: a fall towards ignorance. */
public final class RegressionDetector implements Detector {
    /** Progress lost that makes a unit. */
    public static final double UNIT = 0.15;

    @Override
    public double score(SnapshotFigures now, RunBests bests, HealthyFigures healthy) {
        return (bests.progress() - now.progress()) / UNIT;
    }
}
