package io.thalweg.benchmarks.population;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.data.LabelledImages;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VariedImagesTest {
    private static final int COUNT = 1000;

    private final LabelledImages images = Digits.load().probe();

    @Test
    void imagesComeFirstAndEveryVariantKeepsItsLabelButNotItsPixels() {
        LabelledImages varied = VariedImages.of(images, COUNT);

        assertEquals(COUNT, varied.size());
        for (int n = 0; n < images.size(); n++) {
            assertArrayEquals(images.pixels(n), varied.pixels(n));
        }
        for (int n = images.size(); n < COUNT; n++) {
            int original = n % images.size();
            assertEquals(images.label(original), varied.label(n));
            assertFalse(Arrays.equals(images.pixels(original), varied.pixels(n)), "image " + n);
        }
    }
}
