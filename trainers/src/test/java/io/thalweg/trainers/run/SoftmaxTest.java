package io.thalweg.trainers.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SoftmaxTest {

    @Test
    void equalLogitsAreUniform() {
        float[] rows = {5, 5, -3, -3};

        Softmax.inPlace(rows, 2);

        assertArrayEquals(new float[] {0.5f, 0.5f, 0.5f, 0.5f}, rows);
    }

    @Test
    void hugeLogitsDoNotOverflow() {
        float[] rows = {3e38f, 0, -3e38f};

        Softmax.inPlace(rows, 3);

        assertArrayEquals(new float[] {1, 0, 0}, rows);
    }

    @Test
    void differenceOfOneIsAFactorOfE() {
        float[] rows = {2, 1};

        Softmax.inPlace(rows, 2);

        assertEquals(Math.E, rows[0] / rows[1], 1e-6);
    }

    @Test
    void infiniteLogitStaysAFinding() {
        float[] rows = {Float.POSITIVE_INFINITY, 0};

        Softmax.inPlace(rows, 2);

        assertTrue(Float.isNaN(rows[0]));
    }
}
