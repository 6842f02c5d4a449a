package io.thalweg.geometry.vector;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * For each landmark the product of the affinities of one snapshot's samples so far, mantissa and exponent apart: an integer
 * addition now and then instead of a logarithm a sample.
 *
 * <p>In double precision, and taken apart after {@value Tiling#LONGEST_BLOCK} factors at most: so it is exact to 1e-16 a
 * factor wherever a chunk ends, and the smallest floor, 1e-18, leaves it above the smallest normal double.
 */
final class RunningProducts {
    private static final long MANTISSA = 0x000f_ffff_ffff_ffffL;
    private static final long ONE = 0x3ff0_0000_0000_0000L;
    /** Mantissas lie around one, in [sqrt 1/2, sqrt 2): else a small distance would be lost as ln(1.99..) - ln 2. */
    private static final long SQRT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));

    private static final int EXPONENT_BIT = 52;
    private static final long BIAS = 1023;
    private static final double LN_2 = Math.log(2);

    final double[] product;
    private final long[] exponent;
    private int extractions;

    /** With room for whole tiles. */
    RunningProducts(int columns) {
        this.product = new double[Lanes.wholeTiles(columns)];
        this.exponent = new long[product.length];
    }

    void clear() {
        Arrays.fill(product, 1);
        Arrays.fill(exponent, 0);
        extractions = 0;
    }

    /** Takes the exponents out, from this column on. Assumes positive normal products: NaN is refused earlier. */
    void takeOutExponents(int from) {
        LongVector mantissa = LongVector.broadcast(Lanes.LONGS, MANTISSA);
        LongVector aroundOne = LongVector.broadcast(Lanes.LONGS, ONE - SQRT_HALF);
        LongVector sqrtHalf = LongVector.broadcast(Lanes.LONGS, SQRT_HALF);
        for (int j = from; j < product.length; j += Lanes.DOUBLE_LANES) {
            LongVector bits = DoubleVector.fromArray(Lanes.DOUBLES, product, j)
                    .reinterpretAsLongs()
                    .add(aroundOne);
            bits.lanewise(VectorOperators.LSHR, EXPONENT_BIT)
                    .add(LongVector.fromArray(Lanes.LONGS, exponent, j))
                    .intoArray(exponent, j);
            bits.and(mantissa).add(sqrtHalf).reinterpretAsDoubles().intoArray(product, j);
        }
        extractions++;
    }

    /** Subtracts the products' logarithms, from this landmark on. */
    void subtractLogarithms(double[] sums, int from) {
        for (int j = from; j < sums.length; j++) {
            sums[j] -= Math.log(product[j]) + LN_2 * (exponent[j] - BIAS * extractions);
        }
    }
}
