package io.thalweg.benchmarks.kernel;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.KernelThreads;
import io.thalweg.geometry.LandmarkAmplitudes;

/** One kernel with landmarks and snapshots, ready to be timed. */
final class Contestant implements AutoCloseable {
    static final double FLOOR = 1e-9;

    private final Shape shape;
    private final int snapshots;
    private final KernelThreads threads;
    private final DistanceKernel kernel;
    private final float[][] amplitudes;
    private final double[][] sums;

    Contestant(
            DistanceKernel.Provider kernels,
            LandmarkAmplitudes arranged,
            Shape shape,
            float[][] amplitudes,
            int threads) {
        this.shape = shape;
        this.snapshots = amplitudes.length;
        this.threads = KernelThreads.start(threads);
        this.kernel = this.threads.dividing(kernels).kernel(arranged, FLOOR);
        this.amplitudes = amplitudes;
        this.sums = new double[snapshots][shape.landmarks()];
    }

    /** Milliseconds a snapshot. */
    double run(int repeats) {
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            kernel.accumulate(amplitudes, snapshots, 0, 0, shape.samples(), sums);
        }
        return (System.nanoTime() - start) / 1e6 / repeats / snapshots;
    }

    /** Until it gets no faster: C2 compiles each loop when it has been through it often enough. */
    int warmUp(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        double best = Double.POSITIVE_INFINITY;
        while (System.nanoTime() < end) {
            best = Math.min(best, run(1));
        }
        return Math.max(1, (int) (100 / (best * snapshots)));
    }

    /** The largest error of the first snapshot. */
    double largestError(SyntheticLandmarks landmarks) {
        double[][] fresh = new double[snapshots][shape.landmarks()];
        kernel.accumulate(amplitudes, snapshots, 0, 0, shape.samples(), fresh);
        return landmarks.largestError(amplitudes[0], fresh[0], FLOOR);
    }

    @Override
    public void close() {
        threads.close();
    }
}
