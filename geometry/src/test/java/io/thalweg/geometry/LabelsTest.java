package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LabelsTest {
    @Test
    void namesTheSampleWhoseLabelIsOutOfRange() {
        for (int bad : new int[] {-1, 3}) {
            String message =
                    String.valueOf(assertThrows(IllegalArgumentException.class, () -> Labels.of(new int[] {0, bad}, 3))
                            .getMessage());
            assertTrue(message.contains("sample 1 is " + bad), message);
        }
    }

    @Test
    void needsASampleAndTwoClasses() {
        assertThrows(IllegalArgumentException.class, () -> Labels.of(new int[0], 3));
        assertThrows(IllegalArgumentException.class, () -> Labels.of(new int[] {0}, 1));
    }

    @Test
    void copiesWhatItIsGiven() {
        int[] given = {0, 1};
        Labels labels = Labels.of(given, 2);
        given[0] = 1;
        labels.toArray()[1] = 0;
        assertArrayEquals(new int[] {0, 1}, labels.toArray());
        assertEquals(2, labels.samples());
    }
}
