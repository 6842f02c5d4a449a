package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EigenpairsTest {
    @Test
    void sortsByMagnitudeAndKeepsSigns() {
        Eigenpairs pairs = Eigenpairs.of(new double[] {1, -3, 2}, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
        assertArrayEquals(new double[] {-3, 2, 1}, pairs.values());
        assertEquals(1, pairs.vector(1, 0));
        assertEquals(-3, pairs.value(0));
    }

    @Test
    void largestEntryOfEveryVectorIsPositive() {
        Eigenpairs pairs = Eigenpairs.of(new double[] {2, 1}, new double[] {-0.8, 0.6, 0.6, 0.8});
        assertEquals(0.8, pairs.vector(0, 0));
        assertEquals(-0.6, pairs.vector(1, 0));
        assertEquals(0.8, pairs.vector(1, 1));
    }

    @Test
    void refusesOtherLengthsAndNaN() {
        assertThrows(IllegalArgumentException.class, () -> Eigenpairs.of(new double[0], new double[0]));
        assertThrows(IllegalArgumentException.class, () -> Eigenpairs.of(new double[2], new double[3]));
        assertThrows(IllegalArgumentException.class, () -> Eigenpairs.of(new double[] {1, Double.NaN}, new double[4]));
    }
}
