package io.thalweg.reference.evaluate;

import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.reference.trajectory.RecordedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded run measured against a manifold as the live processor would: float32 amplitudes, the same kernel.
 *
 * @param run the run
 * @param measurements one a usable checkpoint
 */
record MeasuredRun(RecordedRun run, List<Measurement> measurements) {
    MeasuredRun {
        measurements = List.copyOf(measurements);
    }

    static MeasuredRun of(RecordedRun run, ReferenceManifold manifold) {
        SnapshotAccumulator accumulator = manifold.accumulator(DistanceKernels.plainRows());
        SnapshotSums sums = accumulator.newSums();
        List<Measurement> measurements = new ArrayList<>();
        for (int t = 0; t < run.checkpoints(); t++) {
            sums.clear();
            accumulator.add(amplitudes(run, t), 0, manifold.labels().samples(), sums);
            measurements.add(manifold.measure(sums));
        }
        return new MeasuredRun(run, measurements);
    }

    private static float[] amplitudes(RecordedRun run, int checkpoint) {
        try {
            float[] values = run.probabilities(checkpoint);
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.sqrt(values[i]);
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + run.name(), e);
        }
    }
}
