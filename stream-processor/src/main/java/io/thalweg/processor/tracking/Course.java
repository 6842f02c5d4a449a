package io.thalweg.processor.tracking;

import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.detection.RunDetectors;
import java.util.Arrays;
import java.util.List;

/**
 * How a run has gone so far, on one probe set.
 *
 * @param detectors what the detectors keep: the best it has reached, its last scores, its score so far
 * @param kinship the largest distance to the nearest configuration, in multiples of the usual one
 * @param pathLength sum over snapshots of 2 sqrt(max(0, squared interval to the one before)), in the manifold's coordinates
 * @param coordinates where it was last, none before the first snapshot
 */
record Course(RunDetectors detectors, double kinship, double pathLength, List<Double> coordinates) {
    static final Course START = new Course(RunDetectors.START, 0, 0, List.of());

    Course {
        coordinates = List.copyOf(coordinates);
    }

    /** The best progress, 0 before the first snapshot. */
    double bestProgress() {
        return Math.max(0, detectors.bests().progress());
    }

    /** The course after one more snapshot. */
    Course after(Judgement judgement, Embedding embedding) {
        double[] here = judgement.measurement().projection().coordinates();
        return new Course(
                judgement.detectors(),
                Math.max(kinship, judgement.kinship()),
                pathLength + segment(here, embedding),
                Arrays.stream(here).boxed().toList());
    }

    /** The course after a snapshot that has no figures. */
    Course afterNonFinite() {
        return new Course(detectors.afterNonFinite(), kinship, pathLength, coordinates);
    }

    /**
     * The same course seen from another manifold. Coordinates and scores do not compare between manifolds: the path goes on
     * from the next snapshot, and the scores begin anew.
     */
    Course onAnotherManifold() {
        return new Course(detectors.onAnotherReference(), 0, pathLength, List.of());
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
