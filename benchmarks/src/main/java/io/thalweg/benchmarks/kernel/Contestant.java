package io.thalweg.benchmarks.kernel;

import io.thalweg.benchmarks.Median;
import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.KernelThreads;
import io.thalweg.geometry.LandmarkAmplitudes;

/** One kernel with landmarks and snapshots, ready to be timed. */
final class Contestant implements AutoCloseable {
    static final double FLOOR = 1e-9;
    /** Of one timing: several calls, so that one which the machine took away from us does not count. */
    private static final double MILLIS = 60;

    private static final int FEWEST = 3;
    private static final int MOST = 200;
    /** C2 compiles a loop when it has been through it some ten thousand times, and the longest ones twice. */
    private static final int WARM_UP_CALLS = 40;

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

    /** How many calls fill one timing. */
    static int calls(double millisEach) {
        return (int) Math.max(FEWEST, Math.min(MOST, MILLIS / millisEach));
    }

    /** Milliseconds a snapshot: the median over so many calls. */
    double run(int calls) {
        double[] millis = new double[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            fold(sums);
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return Median.of(millis) / snapshots;
    }

    /** Until C2 has compiled everything; returns how many calls fill one timing. */
    int warmUp(double seconds) {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        for (int call = 0; call < WARM_UP_CALLS || System.nanoTime() < end; call++) {
            fold(sums);
        }
        return calls(run(FEWEST) * snapshots);
    }

    /** The largest error against float64, nats per sample. */
    double largestError(SyntheticLandmarks landmarks) {
        double[][] fresh = new double[snapshots][shape.landmarks()];
        fold(fresh);
        return landmarks.largestError(amplitudes, fresh, FLOOR);
    }

    private void fold(double[][] target) {
        kernel.accumulate(amplitudes, snapshots, 0, 0, shape.samples(), target);
    }

    @Override
    public void close() {
        threads.close();
    }
}
