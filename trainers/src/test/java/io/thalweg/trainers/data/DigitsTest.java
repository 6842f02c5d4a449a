package io.thalweg.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DigitsTest {

    private final DataSet digits = Digits.load();

    @Test
    void everyImageIsInOneOfTheTwoSets() {
        assertEquals(1_797, digits.training().size() + digits.probe().size());
        assertEquals(1_437, digits.training().size());
    }

    @Test
    void probeHasThirtySixOfEachDigit() {
        int[] counts = new int[10];
        Arrays.stream(digits.probe().labels()).forEach(label -> counts[label]++);

        assertArrayEquals(IntStream.generate(() -> 36).limit(10).toArray(), counts);
    }

    @Test
    void probePrefixIsAFairSample() {
        int[] counts = new int[10];
        Arrays.stream(digits.probe().labels()).limit(180).forEach(label -> counts[label]++);

        assertTrue(Arrays.stream(counts).allMatch(count -> count >= 9 && count <= 27), Arrays.toString(counts));
    }

    /** Manifolds are built against this identity: if it changes, none of them fits any more. */
    @Test
    void probeIdentityIsFixed() {
        assertEquals(
                "sha256:3dbd437924a2bfff2392c4541aaccfda3b1e3623a0408632d4780e87bbb07def",
                digits.probeSet().id().value());
    }

    @Test
    void pixelsLieBetweenZeroAndOne() {
        for (float pixel : digits.training().pixels()) {
            assertTrue(pixel >= 0 && pixel <= 1, "pixel " + pixel);
        }
    }
}
