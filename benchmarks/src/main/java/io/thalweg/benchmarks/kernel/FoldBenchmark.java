package io.thalweg.benchmarks.kernel;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.LandmarkPrecision;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One call of a kernel by JMH, in milliseconds; with its {@code -prof gc} the bytes allocated by it, which are to be none. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class FoldBenchmark {
    /** Which loops. */
    public enum Kernel {
        PLAIN_ROWS,
        FLOAT32,
        SIXTEEN_BIT;

        DistanceKernel.Provider provider() {
            return switch (this) {
                case PLAIN_ROWS -> DistanceKernels.plainRows();
                case FLOAT32 ->
                    DistanceKernels.choose(LandmarkPrecision.FLOAT32).kernels();
                case SIXTEEN_BIT ->
                    DistanceKernels.choose(LandmarkPrecision.SIXTEEN_BIT).kernels();
            };
        }
    }

    @Param({"PLAIN_ROWS", "FLOAT32", "SIXTEEN_BIT"})
    Kernel kernel = Kernel.PLAIN_ROWS;

    /** N, C, m. */
    @Param({"10000x10x256", "1000x100x256", "500x1000x128"})
    String shape = "";

    @Param({"1", "16"})
    int snapshots = 1;

    private int samples;
    private float[][] amplitudes = {};
    private double[][] sums = {};

    @SuppressWarnings("NullAway.Init") // JMH calls the method below first.
    private DistanceKernel folding;

    /** Before anything is timed. */
    @Setup(Level.Trial)
    public void prepare() {
        int[] sizes =
                Arrays.stream(shape.split("x")).mapToInt(Integer::parseInt).toArray();
        Shape parsed = new Shape(sizes[0], sizes[1], sizes[2]);
        samples = parsed.samples();
        DistanceKernel.Provider provider = kernel.provider();
        folding = provider.kernel(provider.arrange(new SyntheticLandmarks(parsed)), Contestant.FLOOR);
        amplitudes = new float[snapshots][];
        for (int s = 0; s < snapshots; s++) {
            amplitudes[s] = SyntheticLandmarks.snapshot(parsed, s + 2);
        }
        sums = new double[snapshots][parsed.landmarks()];
    }

    /** Folds all samples of all snapshots. */
    @Benchmark
    public double[][] fold() {
        folding.accumulate(amplitudes, snapshots, 0, 0, samples, sums);
        return sums;
    }
}
