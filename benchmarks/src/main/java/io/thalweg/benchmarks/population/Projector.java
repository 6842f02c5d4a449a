package io.thalweg.benchmarks.population;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread's work: takes the next batch of checkpoints until all are taken, reads it from the file, folds it in one pass
 * and projects each of them.
 */
final class Projector implements Callable<Double> {
    private final ReferenceManifold manifold;
    private final Path file;
    private final int inFile;
    private final long all;
    private final AtomicLong next;
    private final SnapshotAccumulator accumulator;
    private final SnapshotSums[] sums = new SnapshotSums[DistanceKernel.MOST_SNAPSHOTS];
    private final float[][] amplitudes = new float[DistanceKernel.MOST_SNAPSHOTS][];

    /**
     * @param all checkpoints to project, over and over those of the file
     * @param next the next one that no thread has taken
     */
    Projector(Trajectories trajectories, DistanceKernel.Provider kernels, long all, AtomicLong next) {
        this.manifold = trajectories.manifold();
        this.file = trajectories.file();
        this.inFile = trajectories.checkpoints();
        this.all = all;
        this.next = next;
        this.accumulator = manifold.accumulator(kernels);
        for (int s = 0; s < sums.length; s++) {
            sums[s] = accumulator.newSums();
        }
    }

    /** The sum of all progress that was measured, so that nothing is left out as useless. */
    @Override
    public Double call() throws IOException {
        double progress = 0;
        try (NpyFile checkpoints = NpyFile.open(file)) {
            for (long from = take(); from < all; from = take()) {
                int count = (int) Math.min(sums.length, all - from);
                for (int s = 0; s < count; s++) {
                    read(checkpoints, (from + s) % inFile, s);
                    sums[s].clear();
                }
                accumulator.add(amplitudes, count, 0, manifold.labels().samples(), sums);
                for (int s = 0; s < count; s++) {
                    Measurement measured = manifold.measure(sums[s]);
                    progress += measured.progress();
                }
            }
        }
        return progress;
    }

    private long take() {
        return next.getAndAdd(sums.length);
    }

    private void read(NpyFile checkpoints, long index, int place) throws IOException {
        int values = manifold.labels().samples() * manifold.labels().classes();
        float[] probabilities = checkpoints.readFloats(index * values, values);
        for (int i = 0; i < values; i++) {
            probabilities[i] = (float) Math.sqrt(probabilities[i]);
        }
        amplitudes[place] = probabilities;
    }
}
