package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Every half, and every boundary between two halves: since rounding is monotone, that covers every double. */
class HalfFloatTest {
    private static final int FIRST_NOT_FINITE = 0x7c00;

    @Test
    void everyHalfHasItsValue() {
        for (int half = 0; half < FIRST_NOT_FINITE; half++) {
            assertEquals((float) value(half), HalfFloat.value((short) half));
            assertEquals((float) -value(half), HalfFloat.value((short) (half | 0x8000)));
        }
    }

    @Test
    void everyHalfSurvivesTheRoundTrip() {
        for (int half = 0; half <= FIRST_NOT_FINITE; half++) {
            assertEquals((short) half, HalfFloat.of(HalfFloat.value((short) half)));
            assertEquals((short) (half | 0x8000), HalfFloat.of(HalfFloat.value((short) (half | 0x8000))));
        }
    }

    @Test
    void everyTieGoesToTheEvenHalf() {
        for (int half = 0; half < FIRST_NOT_FINITE; half++) {
            double tie = (value(half) + value(half + 1)) / 2;
            int even = (half & 1) == 0 ? half : half + 1;
            assertEquals((short) even, HalfFloat.of(tie));
            assertEquals((short) (even | 0x8000), HalfFloat.of(-tie));
        }
    }

    @Test
    void besideEveryTieTheNearerHalfIsTaken() {
        for (int half = 0; half < FIRST_NOT_FINITE; half++) {
            double tie = (value(half) + value(half + 1)) / 2;
            assertEquals((short) half, HalfFloat.of(Math.nextDown(tie)));
            assertEquals((short) (half + 1), HalfFloat.of(Math.nextUp(tie)));
            assertEquals((short) half, HalfFloat.of(Math.nextDown((float) tie)));
            assertEquals((short) (half + 1), HalfFloat.of(Math.nextUp((float) tie)));
        }
    }

    @Test
    void theNearestHalfToARootIsThatOfTheExactRoot() {
        for (int half = 0; half < FIRST_NOT_FINITE; half++) {
            double tie = (value(half) + value(half + 1)) / 2;
            for (double root : new double[] {value(half), tie}) {
                float square = (float) (root * root);
                for (float p : new float[] {square, Math.nextDown(square), Math.nextUp(square)}) {
                    assertEquals(HalfFloat.of(Math.sqrt(p)), HalfFloat.ofRoot(p));
                }
            }
        }
        for (float p : new float[] {-0f, -1, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE}) {
            assertEquals(HalfFloat.of(Math.sqrt(p)), HalfFloat.ofRoot(p));
        }
    }

    @Test
    void everyNanStaysNan() {
        for (int half = FIRST_NOT_FINITE + 1; half < 0x8000; half++) {
            assertTrue(Float.isNaN(HalfFloat.value((short) half)));
            assertTrue(Float.isNaN(HalfFloat.value((short) (half | 0x8000))));
        }
        assertTrue(Float.isNaN(HalfFloat.value(HalfFloat.of(Double.NaN))));
    }

    @Test
    void infinityAndTheHugeBecomeInfinite() {
        assertEquals(Float.POSITIVE_INFINITY, HalfFloat.value(HalfFloat.of(Double.POSITIVE_INFINITY)));
        assertEquals(Float.NEGATIVE_INFINITY, HalfFloat.value(HalfFloat.of(-Double.MAX_VALUE)));
        assertEquals(65504f, HalfFloat.value(HalfFloat.of(Math.nextDown(65520.0))));
    }

    /** The value of a half from the definition; infinity is taken as 2^16, so that the last tie is 65,520. */
    private static double value(int half) {
        int exponent = half >>> 10;
        int mantissa = half & 0x3ff;
        return exponent == 0 ? Math.scalb((double) mantissa, -24) : Math.scalb(1024.0 + mantissa, exponent - 25);
    }
}
