package io.thalweg.geometry;

import java.util.Arrays;

/**
 * The slope of a progress objective as a function of t, and where it crosses zero.
 *
 * <p>What a sample's slope is made of is computed in double precision once a snapshot, not once a pass: conversions are as dear
 * as the slope itself. The arrays are kept for the thread's next snapshot.
 *
 * <p>Of many samples some are asked first, and all of them only near the place that these gave: with real predictions 6 passes
 * over all, where there were 11.
 */
final class ProgressSlope {
    private static final ThreadLocal<ProgressSlope> OF_THREAD = ThreadLocal.withInitial(ProgressSlope::new);

    /** Samples whose slopes are computed, and added to those of other blocks, in one loop. */
    private static final int BLOCK = 256;

    /** Of so many samples one is asked first. */
    private static final int STRIDE = 32;

    private static final int FEWEST_TO_GUESS = 128 * STRIDE;
    /** Either side of a guess, to see how steeply the slope rises there. */
    private static final double BESIDE = 1e-3;

    private static final double SMALLEST = Double.MIN_NORMAL;

    /** By place in a block, summed over the blocks. */
    private final double[] slopes = new double[BLOCK];

    private double[][] a = {};
    private double[][] b = {};
    private double[][] outside = {};
    private ProgressMetric metric = ProgressMetric.GEODESIC;
    private int samples;
    private double theta;

    private ProgressSlope() {}

    static ProgressSlope ofThisThread() {
        return OF_THREAD.get();
    }

    /** As {@link ProgressMetric#of}. */
    double minimiser(ProgressMetric asked, float[] toIgnorance, float[] toTruth, int count, int classes) {
        metric = asked;
        theta = Math.acos(1 / Math.sqrt(classes));
        if (count < FEWEST_TO_GUESS) {
            take(toIgnorance, toTruth, count, 1);
            return SlopeRoot.of(this::at);
        }
        take(toIgnorance, toTruth, count, STRIDE);
        double guess = SlopeRoot.of(this::at);
        double before = Math.max(0, guess - BESIDE);
        double behind = Math.min(1, guess + BESIDE);
        double rise = (at(behind) - at(before)) / (behind - before) * STRIDE;
        take(toIgnorance, toTruth, count, 1);
        return SlopeRoot.near(this::at, guess, rise);
    }

    /** Of each sample, or of one in so many. */
    private void take(float[] toIgnorance, float[] toTruth, int count, int stride) {
        samples = (count + stride - 1) / stride;
        int blocks = (samples + BLOCK - 1) / BLOCK;
        if (a.length < blocks) {
            a = new double[blocks][BLOCK];
            b = new double[blocks][BLOCK];
            outside = new double[blocks][BLOCK];
        }
        double twiceCosine = 2 * Math.cos(theta);
        double perSquaredSine = 1 / (Math.sin(theta) * Math.sin(theta));
        for (int block = 0; block < blocks; block++) {
            int from = block * BLOCK;
            int end = Math.min(BLOCK, samples - from);
            for (int i = 0; i < end; i++) {
                a[block][i] = toIgnorance[(from + i) * stride];
                b[block][i] = toTruth[(from + i) * stride];
            }
            // Two zeros have no slope: so the last block may be counted whole.
            Arrays.fill(a[block], end, BLOCK, 0);
            Arrays.fill(b[block], end, BLOCK, 0);
            outside(a[block], b[block], twiceCosine, perSquaredSine, outside[block]);
        }
    }

    private static void outside(
            double[] ofIgnorance, double[] ofTruth, double twiceCosine, double perSquaredSine, double[] target) {
        for (int i = 0; i < target.length; i++) {
            double x = ofIgnorance[i];
            double y = ofTruth[i];
            double inPlane = (x * x - twiceCosine * x * y + y * y) * perSquaredSine;
            // Rounding can carry it above 1: that tells as little as as much below. What is added makes 0/0 a zero.
            target[i] = Math.abs(1 - inPlane) + SMALLEST;
        }
    }

    private double at(double t) {
        GeodesicPoint point = GeodesicPoint.at(t, theta);
        Arrays.fill(slopes, 0);
        for (int block = 0; block * BLOCK < samples; block++) {
            metric.addSlopes(point, a[block], b[block], outside[block], slopes);
        }
        double sum = 0;
        for (double slope : slopes) {
            sum += slope;
        }
        return sum;
    }
}
