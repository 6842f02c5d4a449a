package io.thalweg.geometry.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.LandmarkPrecision;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Vectors are to be no objects. Runs in a JVM of its own ({@code reuseForks}), like the service: what other tests make of the
 * Vector API leaves type profiles of its own. Both precisions in one JVM do occur, one manifold being smaller than another.
 */
class FoldingAllocationTest {
    /** As long as the compilers may take, on a machine that has other work. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How many snapshots to fold at once: between them, each way of taking some together. */
    private static final int[] TOGETHER = {2, 3, 7, DistanceKernel.MOST_SNAPSHOTS};

    static Stream<Arguments> shapes() {
        int[][] shapes = {{1, 2, 1}, {600, 10, 257}, {97, 100, 64}, {2003, 17, 95}, {500, 1000, 128}};
        VectorProvider[] providers = {
            new VectorProvider(LandmarkPrecision.FLOAT32, false),
            new VectorProvider(LandmarkPrecision.SIXTEEN_BIT, false),
            new VectorProvider(LandmarkPrecision.FLOAT32, true)
        };
        return Stream.of(providers)
                .flatMap(provider -> Stream.of(shapes)
                        .map(s -> Arguments.of(Named.of(provider.name(), provider), s[0], s[1], s[2])));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void foldingAllocatesNothing(VectorProvider provider, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(1);
        DistanceKernel kernel = provider.kernel(
                provider.arrange(Predictions.landmarks(random, samples, classes, m)), Divergence.DEFAULT_FLOOR);
        float[][] snapshots = new float[DistanceKernel.MOST_SNAPSHOTS][];
        Arrays.fill(snapshots, Predictions.snapshot(random, samples, classes, 2));
        double[][] sums = new double[snapshots.length][m];
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        long allocated = 1;
        // Boxes vanish when the last method is compiled, which takes some thousand blocks.
        while (allocated > 0 && System.nanoTime() < deadline) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int repeat = 0; repeat < 10; repeat++) {
                kernel.accumulate(snapshots[0], 0, 0, samples, sums[0]);
                for (int together : TOGETHER) {
                    kernel.accumulate(snapshots, together, 0, 0, samples, sums);
                }
                kernel.addTerms(snapshots[0], 0, 0, sums[0], sums[1]);
            }
            allocated = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }
}
