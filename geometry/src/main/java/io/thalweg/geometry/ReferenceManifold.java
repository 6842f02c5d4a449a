package io.thalweg.geometry;

import java.util.List;

/**
 * The valley: everything a snapshot is measured against. Immutable but for the landmarks' storage, which its owner
 * closes.
 *
 * @param labels the probe set's true classes
 * @param floor smallest affinity that enters a logarithm, from {@link Divergence#SMALLEST_FLOOR} to below 1
 * @param landmarks m landmarks, in the order of the amplitudes
 * @param amplitudes their amplitudes, N x C x m
 * @param embedding their InPCA embedding
 * @param runs the reference runs
 */
public record ReferenceManifold(
        Labels labels,
        double floor,
        List<Landmark> landmarks,
        LandmarkAmplitudes amplitudes,
        Embedding embedding,
        List<ReferenceRun> runs) {
    public ReferenceManifold {
        landmarks = List.copyOf(landmarks);
        runs = List.copyOf(runs);
        if (!(floor >= Divergence.SMALLEST_FLOOR && floor < 1)) {
            throw new IllegalArgumentException(
                    "floor is %s: expected at least %s and below 1".formatted(floor, Divergence.SMALLEST_FLOOR));
        }
        if (landmarks.size() != amplitudes.landmarks() || landmarks.size() != embedding.landmarks()) {
            throw new IllegalArgumentException("%d landmarks, amplitudes of %d, embedding of %d: expected the same"
                    .formatted(landmarks.size(), amplitudes.landmarks(), embedding.landmarks()));
        }
        if (labels.samples() != amplitudes.samples() || labels.classes() != amplitudes.classes()) {
            throw new IllegalArgumentException("labels are %d x %d, amplitudes %d x %d: expected the same probe set"
                    .formatted(labels.samples(), labels.classes(), amplitudes.samples(), amplitudes.classes()));
        }
    }

    /** How healthy runs score. */
    public Calibration calibration() {
        return Calibration.of(runs);
    }

    /** A fold for snapshots of this probe set: one a thread. */
    public SnapshotAccumulator accumulator(DistanceKernel.Provider kernels) {
        return new SnapshotAccumulator(amplitudes, labels, floor, kernels);
    }

    /** Measures what has been folded so far. */
    public Measurement measure(SnapshotSums sums) {
        return measure(sums, ProgressMetric.GEODESIC);
    }

    /** As {@link #measure(SnapshotSums)}, with the progress definition asked for. */
    public Measurement measure(SnapshotSums sums, ProgressMetric metric) {
        double[] distances = sums.distances();
        int nearest = 0;
        for (int j = 1; j < distances.length; j++) {
            nearest = distances[j] < distances[nearest] ? j : nearest;
        }
        return new Measurement(
                sums.samples(),
                sums.progress(metric, labels.classes()),
                // Rounding can leave a snapshot a hair below zero from itself.
                Math.max(0, distances[nearest]),
                sums.standardError(nearest),
                landmarks.get(nearest),
                embedding.project(distances),
                sums.distanceToTruth(floor),
                sums.distanceToIgnorance(floor));
    }

    /** Measures a whole snapshot in double precision. */
    public Measurement measureExactly(Snapshot snapshot, ProgressMetric metric) {
        return measure(ExactDistances.fold(snapshot, amplitudes, labels, floor), metric);
    }
}
