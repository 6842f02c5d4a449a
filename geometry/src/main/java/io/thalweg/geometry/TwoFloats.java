package io.thalweg.geometry;

import java.util.Arrays;

/**
 * Numbers, each the unevaluated sum of a float and of a much smaller one (Dekker 1971, doi 10.1007/BF01397083), in loops over
 * floats only: what C2 of JDK 17 turns into SIMD code, and where floats become doubles it does not. Not for negative numbers.
 */
final class TwoFloats {
    private final float[] high;
    private final float[] low;

    TwoFloats(int count) {
        this.high = new float[count];
        this.low = new float[count];
    }

    void clear() {
        Arrays.fill(high, 0);
        Arrays.fill(low, 0);
    }

    double value(int index) {
        return (double) high[index] + low[index];
    }

    /** Adds a row, multiplied; exact to 1e-14. */
    void addExactly(float[] row, float factor) {
        addExactly(high, low, row, factor);
    }

    /**
     * Adds two rows, each multiplied, in half the time: exact to 1e-14 where a product is at most as large as the sum so far, and
     * otherwise to 6e-8, to either side: over many samples that averages out. Where all are alike it is exact.
     */
    void add(float[] row, float factor, float[] row2, float factor2) {
        add(high, low, row, factor, row2, factor2);
    }

    private static void addExactly(float[] high, float[] low, float[] row, float factor) {
        for (int j = 0; j < high.length; j++) {
            float product = factor * row[j];
            float rest = Math.fma(factor, row[j], -product);
            float old = high[j];
            float sum = old + product;
            float part = sum - old;
            high[j] = sum;
            low[j] += rest + ((old - (sum - part)) + (product - part));
        }
    }

    private static void add(float[] high, float[] low, float[] row, float factor, float[] row2, float factor2) {
        for (int j = 0; j < high.length; j++) {
            float old = high[j];
            float sum = Math.fma(factor, row[j], old);
            float sum2 = Math.fma(factor2, row2[j], sum);
            high[j] = sum2;
            low[j] += Math.fma(factor, row[j], old - sum) + Math.fma(factor2, row2[j], sum - sum2);
        }
    }

    /** Becomes the product of two, number by number. */
    void multiply(TwoFloats first, TwoFloats second) {
        multiply(high, low, first.high, first.low, second.high, second.low);
    }

    private static void multiply(float[] high, float[] low, float[] high1, float[] low1, float[] high2, float[] low2) {
        for (int j = 0; j < high.length; j++) {
            float product = high1[j] * high2[j];
            low[j] = Math.fma(high1[j], high2[j], -product) + (high1[j] * low2[j] + low1[j] * high2[j]);
            high[j] = product;
        }
    }
}
