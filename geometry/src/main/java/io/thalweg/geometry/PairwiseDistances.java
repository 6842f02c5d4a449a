package io.thalweg.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * D, the distances among many snapshots, by the kernels: half of the matrix, some rows at a time, on all processors.
 *
 * <p>Amplitudes are rounded to float32, so a distance errs by some 1e-9 nats where there are a thousand samples and more, 2e-7
 * at most; {@link Divergence} is exact, and twenty times slower. The diagonal is zero, the matrix symmetric, the result the
 * same whatever the number of threads. Takes N x C x m x 4 bytes on the heap meanwhile.
 */
public final class PairwiseDistances {
    private static final int GROUP = DistanceKernel.MOST_SNAPSHOTS;

    /** Up to here sums in float32 will do: with flat predictions their error grows with the classes, by 1e-8 nats each. */
    private static final int FEW_CLASSES = 20;

    private final List<Snapshot> snapshots;
    private final int samples;
    private final int values;
    private final DistanceKernel.Provider kernels;
    private final LandmarkAmplitudes landmarks;
    private final double floor;
    private final double[] distances;

    private PairwiseDistances(List<Snapshot> snapshots, double floor) {
        Snapshot first = snapshots.get(0);
        this.snapshots = snapshots;
        this.samples = first.samples();
        this.values = first.samples() * first.classes();
        this.kernels = first.classes() <= FEW_CLASSES
                ? DistanceKernels.pairwise()
                : DistanceKernels.choose(LandmarkPrecision.FLOAT32).kernels();
        this.landmarks = kernels.arrange(new Columns(snapshots));
        this.floor = floor;
        this.distances = new double[Math.multiplyExact(snapshots.size(), snapshots.size())];
    }

    /**
     * All distances, m x m row-major, in nats per sample.
     *
     * @param snapshots one at least, all of one shape
     * @param floor smallest affinity that enters a logarithm
     * @param progress told how many snapshots are done, from any thread
     * @throws IllegalArgumentException if the shapes differ or the floor is out of range
     */
    public static double[] among(List<Snapshot> snapshots, double floor, IntConsumer progress) {
        snapshots.forEach(snapshots.get(0)::requireSameShape);
        PairwiseDistances pairwise = new PairwiseDistances(snapshots, floor);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        // One after the other, not a range each: the first rows are the longest.
        IntStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .forEach(thread -> pairwise.groups(next, done, progress));
        return pairwise.distances;
    }

    private void groups(AtomicInteger next, AtomicInteger done, IntConsumer progress) {
        DistanceKernel kernel = kernels.kernel(landmarks, floor);
        int m = snapshots.size();
        float[][] rows = new float[GROUP][values];
        double[][] sums = new double[GROUP][m];
        for (int first = next.getAndAdd(GROUP); first < m; first = next.getAndAdd(GROUP)) {
            int count = Math.min(GROUP, m - first);
            for (int r = 0; r < count; r++) {
                snapshots.get(first + r).copyTo(rows[r]);
            }
            kernel.accumulateFrom(first, rows, count, sums, samples);
            for (int r = 0; r < count; r++) {
                takeRow(first + r, sums[r]);
            }
            progress.accept(done.addAndGet(count));
        }
    }

    private void takeRow(int i, double[] sums) {
        int m = snapshots.size();
        for (int j = i + 1; j < m; j++) {
            double distance = Math.max(0, sums[j] / samples);
            distances[i * m + j] = distance;
            distances[j * m + i] = distance;
        }
        Arrays.fill(sums, 0);
    }

    /** Snapshots, looked at as landmarks. */
    private record Columns(List<Snapshot> snapshots) implements LandmarkAmplitudes {
        @Override
        public int samples() {
            return snapshots.get(0).samples();
        }

        @Override
        public int classes() {
            return snapshots.get(0).classes();
        }

        @Override
        public int landmarks() {
            return snapshots.size();
        }

        @Override
        public float[] row(int sample, int clazz, float[] scratch) {
            for (int j = 0; j < snapshots.size(); j++) {
                scratch[j] = (float) snapshots.get(j).amplitude(sample, clazz);
            }
            return scratch;
        }

        @Override
        public double[] row(int sample, int clazz, double[] scratch) {
            for (int j = 0; j < snapshots.size(); j++) {
                scratch[j] = snapshots.get(j).amplitude(sample, clazz);
            }
            return scratch;
        }
    }
}
