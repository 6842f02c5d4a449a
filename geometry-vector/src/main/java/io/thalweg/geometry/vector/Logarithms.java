package io.thalweg.geometry.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Natural logarithms of many numbers, to 1e-10. With x = 2^e m, m in [sqrt 1/2, sqrt 2) and s = (m - 1) / (m + 1): ln x = e
 * ln 2 + 2 (s + s^3/3 + ... + s^11/11) (Abramowitz and Stegun 1964, 4.1.27).
 */
final class Logarithms {
    private static final long MANTISSA = 0x000f_ffff_ffff_ffffL;
    private static final long ONE = 0x3ff0_0000_0000_0000L;
    private static final long SQRT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final int EXPONENT_BIT = 52;
    /** Its lowest bits hold the integer that is or-ed in: the way from a small integer to a double without a conversion. */
    private static final long TWO_TO_52 = 0x4330_0000_0000_0000L;

    private static final double TWO_TO_52_AND_BIAS = 0x1p52 + 1023;
    private static final double LN_2 = Math.log(2);

    private Logarithms() {}

    /** Replaces each positive normal number by minus its logarithm; the length is a multiple of the lanes. */
    static void negate(double[] x) {
        DoubleVector one = DoubleVector.broadcast(Lanes.DOUBLES, 1);
        DoubleVector third = DoubleVector.broadcast(Lanes.DOUBLES, 1 / 3.0);
        DoubleVector fifth = DoubleVector.broadcast(Lanes.DOUBLES, 1 / 5.0);
        DoubleVector seventh = DoubleVector.broadcast(Lanes.DOUBLES, 1 / 7.0);
        DoubleVector ninth = DoubleVector.broadcast(Lanes.DOUBLES, 1 / 9.0);
        DoubleVector eleventh = DoubleVector.broadcast(Lanes.DOUBLES, 1 / 11.0);
        for (int j = 0; j < x.length; j += Lanes.DOUBLE_LANES) {
            LongVector bits = DoubleVector.fromArray(Lanes.DOUBLES, x, j)
                    .reinterpretAsLongs()
                    .add(ONE - SQRT_HALF);
            DoubleVector exponent = bits.lanewise(VectorOperators.LSHR, EXPONENT_BIT)
                    .or(TWO_TO_52)
                    .reinterpretAsDoubles()
                    .sub(TWO_TO_52_AND_BIAS);
            DoubleVector m = bits.and(MANTISSA).add(SQRT_HALF).reinterpretAsDoubles();
            DoubleVector s = m.sub(one).div(m.add(one));
            DoubleVector z = s.mul(s);
            DoubleVector series = eleventh.fma(z, ninth)
                    .fma(z, seventh)
                    .fma(z, fifth)
                    .fma(z, third)
                    .fma(z, one);
            // s times 2, and with the sign that the sum is to have.
            s.mul(-2).fma(series, exponent.mul(-LN_2)).intoArray(x, j);
        }
    }
}
