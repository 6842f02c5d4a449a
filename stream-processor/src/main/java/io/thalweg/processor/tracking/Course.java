package io.thalweg.processor.tracking;

import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.Measurement;
import java.util.Arrays;
import java.util.List;

/**
 * How a run has gone so far, on one probe set.
 *
 * @param bestProgress the best progress, 0 before the first snapshot
 * @param largestOffNats the largest distance from the manifold: the run's score against the calibration
 * @param pathLength sum over snapshots of 2 sqrt(max(0, squared interval to the one before)), in the manifold's coordinates
 * @param coordinates where it was last, none before the first snapshot
 */
record Course(double bestProgress, double largestOffNats, double pathLength, List<Double> coordinates) {
    static final Course START = new Course(0, 0, 0, List.of());

    Course {
        coordinates = List.copyOf(coordinates);
    }

    /** The course after one more snapshot. */
    Course after(Measurement measurement, Embedding embedding) {
        double[] here = measurement.projection().coordinates();
        return new Course(
                Math.max(bestProgress, measurement.progress()),
                Math.max(largestOffNats, measurement.offManifoldNats()),
                pathLength + segment(here, embedding),
                Arrays.stream(here).boxed().toList());
    }

    /**
     * The same course seen from another manifold. Coordinates and scores do not compare between manifolds: the path goes on
     * from the next snapshot, and the score begins anew.
     */
    Course onAnotherManifold() {
        return new Course(bestProgress, 0, pathLength, List.of());
    }

    private double segment(double[] here, Embedding embedding) {
        if (coordinates.size() != here.length) {
            return 0;
        }
        double[] before = coordinates.stream().mapToDouble(Double::doubleValue).toArray();
        // The interval of a Minkowskian embedding may be negative; such a step adds nothing.
        return 2 * Math.sqrt(Math.max(0, embedding.interval(before, here)));
    }
}
