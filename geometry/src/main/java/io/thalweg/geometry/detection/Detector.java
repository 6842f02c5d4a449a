package io.thalweg.geometry.detection;

/**
 * One way in which a run can leave: a score for every snapshot, in material units, so that the scores of different
 * detectors may be compared. A unit is what matters in practice, not the spread among healthy runs: a detector that is
 * nearly always zero among them would otherwise drown all others. Pure and stateless.
 */
public sealed interface Detector
        permits DistanceDetector, RegressionDetector, StallDetector, RiseDetector, ExcessDetector {
    /**
     * The score, in units; zero or below is harmless.
     *
     * @param now the snapshot
     * @param bests of its run, this snapshot included
     * @param healthy what healthy runs do at this point
     */
    double score(SnapshotFigures now, RunBests bests, HealthyFigures healthy);
}
