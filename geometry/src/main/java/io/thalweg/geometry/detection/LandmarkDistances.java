package io.thalweg.geometry.detection;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.util.Arrays;

/**
 * d_B between all pairs of landmarks, nats, by the definition: the mean over samples of -log of the affinity, which is at
 * least the floor.
 *
 * <p>Of so many pairs or samples that they would keep a processor waiting, an evenly strided subset of the samples is
 * taken: the mean of a thousand samples tells one configuration from another.
 */
final class LandmarkDistances {
    /** Logarithms taken at most. The products under them come on top: with very many classes these take longest. */
    private static final long MOST_TERMS = 1 << 26;

    private static final int FEWEST_SAMPLES = 100;

    private LandmarkDistances() {}

    /** One row a landmark. */
    static double[][] of(LandmarkAmplitudes amplitudes, double floor) {
        int m = amplitudes.landmarks();
        int stride = stride(amplitudes.samples(), m);
        double[][] sums = new double[m][m];
        double[][] affinities = new double[m][m];
        double[] scratch = new double[m];
        int samples = 0;
        for (int n = 0; n < amplitudes.samples(); n += stride) {
            for (double[] row : affinities) {
                Arrays.fill(row, 0);
            }
            for (int c = 0; c < amplitudes.classes(); c++) {
                addProducts(amplitudes.row(n, c, scratch), affinities);
            }
            addLogarithms(affinities, floor, sums);
            samples++;
        }
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < i; j++) {
                sums[i][j] = Math.max(0, sums[i][j] / samples);
                sums[j][i] = sums[i][j];
            }
        }
        return sums;
    }

    static int stride(int samples, int landmarks) {
        long pairs = Math.max(1, (long) landmarks * (landmarks - 1) / 2);
        long wanted = Math.max(FEWEST_SAMPLES, MOST_TERMS / pairs);
        return (int) Math.max(1, (samples + wanted - 1) / wanted);
    }

    private static void addProducts(double[] row, double[][] affinities) {
        for (int i = 0; i < affinities.length; i++) {
            double[] target = affinities[i];
            double own = row[i];
            for (int j = 0; j < i; j++) {
                target[j] += own * row[j];
            }
        }
    }

    private static void addLogarithms(double[][] affinities, double floor, double[][] sums) {
        for (int i = 0; i < sums.length; i++) {
            for (int j = 0; j < i; j++) {
                sums[i][j] -= Math.log(Math.min(1, Math.max(affinities[i][j], floor)));
            }
        }
    }
}
