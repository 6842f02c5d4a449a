package io.thalweg.geometry.vector;

import java.util.Arrays;

/**
 * What rounding the landmarks does to distances, measured: some of the landmarks are taken as snapshots, and their affinities
 * with all landmarks computed from the amplitudes as given and as rounded. The ratio of the two, multiplied up over samples,
 * stays near one, so there is one logarithm in the end.
 */
final class RoundingTrial {
    /** The first landmarks, which farthest-point sampling puts farthest apart, ignorance and truth among them. */
    private static final int SNAPSHOTS = 5;

    private static final float FLOOR = 1e-12f;

    private final float[][] exact;
    private final float[][] rounded;
    private final double[][] ratio;

    RoundingTrial(int landmarks) {
        int snapshots = Math.min(SNAPSHOTS, landmarks);
        this.exact = new float[snapshots][landmarks];
        this.rounded = new float[snapshots][landmarks];
        this.ratio = new double[snapshots][landmarks];
        for (double[] each : ratio) {
            Arrays.fill(each, 1);
        }
    }

    /** Takes one row, of one sample and class. */
    void add(float[] row, float[] roundedRow) {
        for (int s = 0; s < exact.length; s++) {
            addScaled(exact[s], row[s], row);
            addScaled(rounded[s], row[s], roundedRow);
        }
    }

    private static void addScaled(float[] sum, float factor, float[] row) {
        for (int j = 0; j < sum.length; j++) {
            sum[j] = Math.fma(factor, row[j], sum[j]);
        }
    }

    /** All rows of a sample have been taken. */
    void endSample() {
        for (int s = 0; s < exact.length; s++) {
            for (int j = 0; j < ratio[s].length; j++) {
                ratio[s][j] *= (double) Math.max(rounded[s][j], FLOOR) / Math.max(exact[s][j], FLOOR);
            }
            Arrays.fill(exact[s], 0);
            Arrays.fill(rounded[s], 0);
        }
    }

    /** The largest error of a distance over so many samples, in nats. */
    double largestError(int samples) {
        double largest = 0;
        for (double[] each : ratio) {
            for (double value : each) {
                largest = Math.max(largest, Math.abs(Math.log(value)) / samples);
            }
        }
        return largest;
    }
}
