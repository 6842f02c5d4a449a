package io.thalweg.reference.evaluate;

import io.thalweg.geometry.detection.DetectorScores;
import io.thalweg.geometry.detection.HealthyFigures;
import io.thalweg.geometry.detection.SnapshotFigures;
import java.util.List;

/**
 * One checkpoint of a run, and what it was held against.
 *
 * @param figures what was measured
 * @param healthy what healthy runs do there
 * @param scores of all detectors, in units
 * @param coordinates in the embedding of its fold's manifold
 */
public record CoursePoint(
        SnapshotFigures figures, HealthyFigures healthy, DetectorScores scores, List<Double> coordinates) {
    public CoursePoint {
        coordinates = List.copyOf(coordinates);
    }
}
