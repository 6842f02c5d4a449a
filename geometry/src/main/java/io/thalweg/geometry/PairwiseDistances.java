package io.thalweg.geometry;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * D, the distances among many snapshots, by the kernels: half of the matrix, sixteen rows at a time.
 *
 * <p>From float32 amplitudes, so a distance errs by some 1e-9 nats where there are a thousand samples and more, 2e-7 at most;
 * {@link Divergence} is exact, and twenty times slower. The diagonal is zero, the matrix symmetric, the result the same
 * whatever the number of threads.
 */
public final class PairwiseDistances {
    private static final int GROUP = DistanceKernel.MOST_SNAPSHOTS;

    /** Up to here sums in float32 will do: with flat predictions their error grows with the classes, by 1e-8 nats each. */
    private static final int FEW_CLASSES = 20;

    private PairwiseDistances() {}

    /**
     * All distances, m x m row-major, in nats per sample.
     *
     * @param snapshots amplitudes of each, N x C row-major
     * @param floor smallest affinity that enters a logarithm
     * @param progress told how many snapshots are done, from any thread
     */
    public static double[] among(
            List<float[]> snapshots, int samples, int classes, double floor, IntConsumer progress) {
        DistanceKernel.Provider kernels = classes <= FEW_CLASSES
                ? DistanceKernels.pairwise()
                : DistanceKernels.choose(LandmarkPrecision.FLOAT32).kernels();
        LandmarkAmplitudes landmarks = kernels.arrange(new Columns(snapshots, samples, classes));
        int m = snapshots.size();
        double[] distances = new double[Math.multiplyExact(m, m)];
        ThreadLocal<DistanceKernel> kernel = ThreadLocal.withInitial(() -> kernels.kernel(landmarks, floor));
        AtomicInteger done = new AtomicInteger();
        IntStream.range(0, (m + GROUP - 1) / GROUP).parallel().forEach(group -> {
            int first = group * GROUP;
            int rows = Math.min(GROUP, m - first);
            float[][] of = new float[rows][];
            for (int r = 0; r < rows; r++) {
                of[r] = snapshots.get(first + r);
            }
            double[][] sums = new double[rows][m];
            kernel.get().accumulateFrom(first, of, rows, sums, samples);
            for (int r = 0; r < rows; r++) {
                for (int j = first + r + 1; j < m; j++) {
                    double distance = Math.max(0, sums[r][j] / samples);
                    distances[(first + r) * m + j] = distance;
                    distances[j * m + first + r] = distance;
                }
            }
            progress.accept(done.addAndGet(rows));
        });
        return distances;
    }

    /** Snapshots, looked at as landmarks. */
    private record Columns(List<float[]> snapshots, int samples, int classes) implements LandmarkAmplitudes {
        @Override
        public int landmarks() {
            return snapshots.size();
        }

        @Override
        public float[] row(int sample, int clazz, float[] scratch) {
            for (int j = 0; j < snapshots.size(); j++) {
                scratch[j] = snapshots.get(j)[sample * classes + clazz];
            }
            return scratch;
        }

        @Override
        public double[] row(int sample, int clazz, double[] scratch) {
            for (int j = 0; j < snapshots.size(); j++) {
                scratch[j] = snapshots.get(j)[sample * classes + clazz];
            }
            return scratch;
        }
    }
}
