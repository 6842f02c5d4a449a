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
     * The same in two thirds of the time: exact to 1e-14 where a product is at most as large as the sum so far, and otherwise to
     * 6e-8, to either side: over many samples that averages out. Where all are alike it is exact.
     */
    void add(float[] row, float factor) {
        add(high, low, row, factor);
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

    // One row at a time: of two, C2 of JDK 17 does not always make SIMD code.
    private static void add(float[] high, float[] low, float[] row, float factor) {
        for (int j = 0; j < high.length; j++) {
            float old = high[j];
            float sum = Math.fma(factor, row[j], old);
            high[j] = sum;
            low[j] += Math.fma(factor, row[j], old - sum);
        }
    }

    /** Multiplies each into a product, those below the floor as the floor. */
    void multiplyInto(double[] product, double floor) {
        multiplyInto(product, high, low, floor);
    }

    private static void multiplyInto(double[] product, float[] high, float[] low, double floor) {
        for (int j = 0; j < product.length; j++) {
            double factor = (double) high[j] + low[j];
            // Not Math.max, which takes care of NaN and of two zeros and is slower.
            product[j] *= factor < floor ? floor : factor;
        }
    }
}
