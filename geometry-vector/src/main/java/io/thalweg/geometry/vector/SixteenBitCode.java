package io.thalweg.geometry.vector;

/**
 * Amplitudes in 16 bits: a floating-point number without a sign, with 6 bits of exponent, of which the largest means [1, 2),
 * and 10 of mantissa. Its bits are those of a float32, moved: shifted back they are the amplitude over {@link #SCALE},
 * exactly. The error is 2^-11 relative down to 2^-62 (2e-19), below the smallest floor; what is smaller is zero.
 *
 * <p>Smaller amplitudes are not kept as denormal numbers: Intel's processors take some 150 cycles for a product with one, and a
 * vector holds one as soon as one of its landmarks does (measured on Cascade Lake: batches took 1.7 times as long with one code
 * in a thousand denormal).
 *
 * <p>An amplitude never exceeds one by more than rounding, so float16 wastes its sign and half of its exponents. Rejected: fixed
 * point, which is better for predictions nearly alike (its error is absolute), but loses small amplitudes, and with them the
 * distance of confident predictions that disagree; 5 bits of exponent and 11 of mantissa, which end at 1e-9, above the default
 * floor.
 */
final class SixteenBitCode {
    /** By how many bits a code is moved. */
    static final int SHIFT = 13;
    /** What a code moved back is to be multiplied by. */
    static final float SCALE = 0x1p64f;

    private static final int LARGEST = 0xffff;
    /** The first code with an exponent. */
    private static final int SMALLEST = 1 << (23 - SHIFT);

    private SixteenBitCode() {}

    /** The code next to the amplitude, which is not negative and below two. */
    static int of(float amplitude) {
        int bits = Float.floatToRawIntBits(amplitude / SCALE);
        int half = (1 << (SHIFT - 1)) - 1 + (bits >>> SHIFT & 1);
        int code = Math.min(LARGEST, (bits + half) >>> SHIFT);
        return isNormal(code) ? code : 0;
    }

    static boolean isNormal(int code) {
        return code >= SMALLEST;
    }

    static float amplitude(int code) {
        return Float.intBitsToFloat(code << SHIFT) * SCALE;
    }
}
