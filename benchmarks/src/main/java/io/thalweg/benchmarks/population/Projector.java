package io.thalweg.benchmarks.population;

import io.thalweg.benchmarks.population.Batches.Batch;
import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;

/** One thread's work: reads batches of checkpoints from the file, folds each in one pass and projects every checkpoint of it. */
final class Projector {
    private final ReferenceManifold manifold;
    private final Path file;
    private final int inFile;
    private final SnapshotAccumulator accumulator;
    private final SnapshotSums[] sums = new SnapshotSums[DistanceKernel.MOST_SNAPSHOTS];
    private final float[][] amplitudes;

    Projector(Trajectories trajectories, DistanceKernel.Provider kernels) {
        this.manifold = trajectories.manifold();
        this.file = trajectories.file();
        this.inFile = trajectories.checkpoints();
        this.accumulator = manifold.accumulator(kernels);
        Labels labels = manifold.labels();
        this.amplitudes = new float[DistanceKernel.MOST_SNAPSHOTS][labels.samples() * labels.classes()];
        for (int s = 0; s < sums.length; s++) {
            sums[s] = accumulator.newSums();
        }
    }

    /**
     * Takes batches until none is left.
     *
     * @param batches of checkpoints that are those of the file over and over
     * @return the sum of all progress that was measured, so that nothing is left out as useless
     */
    double project(Batches batches) throws IOException {
        double progress = 0;
        try (NpyFile checkpoints = NpyFile.open(file)) {
            for (Batch batch = batches.take(sums.length); batch.count() > 0; batch = batches.take(sums.length)) {
                for (int s = 0; s < batch.count(); s++) {
                    read(checkpoints, (batch.from() + s) % inFile, amplitudes[s]);
                    sums[s].clear();
                }
                accumulator.add(amplitudes, batch.count(), 0, manifold.labels().samples(), sums);
                for (int s = 0; s < batch.count(); s++) {
                    Measurement measured = manifold.measure(sums[s]);
                    progress += measured.progress();
                }
            }
        }
        return progress;
    }

    private void read(NpyFile checkpoints, long index, float[] target) throws IOException {
        checkpoints.readFloats(index * target.length, target);
        for (int i = 0; i < target.length; i++) {
            target[i] = (float) Math.sqrt(target[i]);
        }
    }
}
