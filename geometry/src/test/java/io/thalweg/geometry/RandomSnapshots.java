package io.thalweg.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Seeded snapshots of awkward shapes and of every temper, from nearly uniform to one-hot with exact zeros. */
final class RandomSnapshots {
    /** Of the logits: nearly flat, usual, confident, and so sharp that most probabilities are exactly zero. */
    static final double[] SHARPNESS = {0.05, 2, 12, 900};

    private RandomSnapshots() {}

    /** Samples, classes, landmarks, seed. */
    static Stream<Arguments> shapes() {
        int[][] sizes = {{1, 2, 1}, {13, 3, 7}, {207, 10, 33}, {600, 10, 257}, {97, 100, 64}};
        return Stream.of(sizes)
                .flatMap(s -> Stream.of(1L, 20L).map(seed -> Arguments.of(s[0], s[1], s[2], seed * s[0])));
    }

    static Snapshot snapshot(SplittableRandom random, int samples, int classes, double sharpness) {
        double[] probabilities = new double[samples * classes];
        for (int n = 0; n < samples; n++) {
            double sum = 0;
            double largest = 0;
            double[] logits = new double[classes];
            for (int c = 0; c < classes; c++) {
                logits[c] = sharpness * random.nextDouble();
                largest = Math.max(largest, logits[c]);
            }
            for (int c = 0; c < classes; c++) {
                probabilities[n * classes + c] = Math.exp(logits[c] - largest);
                sum += probabilities[n * classes + c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[n * classes + c] /= sum;
            }
        }
        return Snapshot.ofProbabilities(samples, classes, probabilities);
    }

    /** The landmarks take turns in sharpness. */
    static List<Snapshot> landmarks(SplittableRandom random, int samples, int classes, int landmarks) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int j = 0; j < landmarks; j++) {
            snapshots.add(snapshot(random, samples, classes, SHARPNESS[j % SHARPNESS.length]));
        }
        return snapshots;
    }

    static Labels labels(SplittableRandom random, int samples, int classes) {
        return Labels.of(random.ints(samples, 0, classes).toArray(), classes);
    }

    static float[] amplitudes(Snapshot snapshot) {
        float[] amplitudes = new float[snapshot.samples() * snapshot.classes()];
        snapshot.copyTo(amplitudes);
        return amplitudes;
    }

    static int[] permutation(SplittableRandom random, int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** m x m, row-major. */
    static double[] distances(List<Snapshot> snapshots) {
        int m = snapshots.size();
        HeapLandmarks landmarks = HeapLandmarks.of(snapshots);
        double[] distances = new double[m * m];
        for (int i = 0; i < m; i++) {
            double[] row = ExactDistances.between(snapshots.get(i), landmarks, Divergence.DEFAULT_FLOOR);
            System.arraycopy(row, 0, distances, i * m, m);
        }
        return distances;
    }
}
