package io.thalweg.protocol.chunk;

/**
 * IEEE 754 binary16, which Java 17 cannot convert by itself.
 *
 * <p>Writing rounds to nearest, ties to even, once, from the double: rounding sqrt(p) first to a float and then to a half
 * would round twice and miss the nearest half next to ties. Values beyond 65,504 + 16 become infinite; NaN stays NaN (its
 * payload is not kept). Reading is exact. No allocation; thread-safe.
 */
final class HalfFloat {
    private static final int SIGN = 0x8000;
    private static final int INFINITY = 0x7c00;
    private static final int NAN = 0x7e00;
    private static final int MANTISSA_BITS = 10;
    private static final int DROPPED_BITS = 52 - MANTISSA_BITS;
    /** Difference of the exponent biases, 1023 - 15, at the place of a half's exponent. */
    private static final long BIAS = 1008L << MANTISSA_BITS;

    private static final int DROPPED_FLOAT_BITS = 23 - MANTISSA_BITS;
    private static final int DROPPED_FLOAT = (1 << DROPPED_FLOAT_BITS) - 1;
    private static final int HALF_A_UNIT_FLOAT = 1 << (DROPPED_FLOAT_BITS - 1);
    /** Difference of the exponent biases, 127 - 15, likewise. */
    private static final int BIAS_FLOAT = 112 << MANTISSA_BITS;

    private static final int SMALLEST_NORMAL_FLOAT = Float.floatToRawIntBits(0x1p-14f);
    private static final int TWO_FLOAT = Float.floatToRawIntBits(2);

    private static final double SMALLEST_NORMAL = 0x1p-14;
    /** First value that rounds to infinity: half a unit above the largest half, 65,504. */
    private static final double OVERFLOW = 65520.0;
    /** Adding it leaves multiples of 2^-24, the spacing of subnormal halves, in the low bits of the sum. */
    private static final double SUBNORMAL_SHIFTER = 0x1p28;

    private HalfFloat() {}

    /** The half nearest to {@code value}. */
    static short of(double value) {
        int sign = (int) (Double.doubleToRawLongBits(value) >>> 48) & SIGN;
        double size = Math.abs(value);
        if (size >= SMALLEST_NORMAL) {
            return (short) (sign | (size >= OVERFLOW ? INFINITY : normal(size)));
        }
        if (size < SMALLEST_NORMAL) {
            return (short) (sign | (int) Double.doubleToRawLongBits(size + SUBNORMAL_SHIFTER));
        }
        return (short) NAN;
    }

    /**
     * The half nearest to the square root of {@code value}, by floats where those suffice: the float nearest to the root lies
     * on the root's side of every boundary between two halves, unless it is one.
     */
    static short ofRoot(float value) {
        int bits = Float.floatToRawIntBits((float) Math.sqrt(value));
        if (bits >= SMALLEST_NORMAL_FLOAT && bits < TWO_FLOAT && (bits & DROPPED_FLOAT) != HALF_A_UNIT_FLOAT) {
            return (short) (((bits + HALF_A_UNIT_FLOAT) >>> DROPPED_FLOAT_BITS) - BIAS_FLOAT);
        }
        return of(Math.sqrt(value));
    }

    private static int normal(double size) {
        long bits = Double.doubleToRawLongBits(size);
        long even = (bits >>> DROPPED_BITS) & 1;
        long rounded = (bits + ((1L << (DROPPED_BITS - 1)) - 1) + even) >>> DROPPED_BITS;
        return (int) (rounded - BIAS);
    }

    /**
     * The exact value of {@code half}. Amplitudes go without a branch between normal and subnormal halves: predictions hold both
     * in no order, and a wrong guess is dearer than the conversion. Nor does a subnormal float occur, which Intel's processors
     * are slow with: a subnormal half is given the smallest exponent and 2^-14, which that adds, is taken away.
     */
    static float value(short half) {
        if (half < 0 || half >= INFINITY) {
            return anyValue(half);
        }
        // 1 if the exponent is zero, otherwise 0.
        int subnormal = ((half & INFINITY) - 1) >>> 31;
        int added = subnormal * SMALLEST_NORMAL_FLOAT;
        return Float.intBitsToFloat(((half + BIAS_FLOAT) << DROPPED_FLOAT_BITS) + (subnormal << 23))
                - Float.intBitsToFloat(added);
    }

    private static float anyValue(short half) {
        int size = half & 0x7fff;
        if (size >= INFINITY) {
            return Float.intBitsToFloat((half & SIGN) << 16 | size << DROPPED_FLOAT_BITS | 0x7f800000);
        }
        return -value((short) size);
    }
}
