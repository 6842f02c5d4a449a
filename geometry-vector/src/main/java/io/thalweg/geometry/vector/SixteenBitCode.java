package io.thalweg.geometry.vector;

/**
 * Amplitudes in 16 bits: a floating-point number without a sign, whose largest exponent means [1, 2). Its bits are those of a
 * float32, moved: shifted back they are the amplitude over {@link #scale}, exactly.
 *
 * <p>An amplitude never exceeds one by more than rounding, so float16 wastes its sign and half of its exponents. What is won
 * goes into the mantissa ({@link #NARROW}) or into the range ({@link #WIDE}). Rejected: fixed point, which is better for
 * predictions nearly alike (its error is absolute), but loses small amplitudes, and with them the distance of confident
 * predictions that disagree.
 *
 * @param shift by how many bits a code is moved
 * @param scale what a code moved back is to be multiplied by
 */
record SixteenBitCode(int shift, float scale) {
    /** 5 bits of exponent, 11 of mantissa: an error of 2^-12 relative down to 1e-9, rising below, zero below 1e-13. */
    static final SixteenBitCode NARROW = new SixteenBitCode(12, 0x1p96f);

    /** 6 bits of exponent, 10 of mantissa: an error of 2^-11 relative down to 1e-19. */
    static final SixteenBitCode WIDE = new SixteenBitCode(13, 0x1p64f);

    private static final int LARGEST = 0xffff;

    /** The code next to the amplitude, which is not negative and below two. */
    int of(float amplitude) {
        int bits = Float.floatToRawIntBits(amplitude / scale);
        int half = (1 << (shift - 1)) - 1 + (bits >>> shift & 1);
        return Math.min(LARGEST, (bits + half) >>> shift);
    }

    float amplitude(int code) {
        return Float.intBitsToFloat(code << shift) * scale;
    }
}
