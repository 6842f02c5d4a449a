package io.thalweg.trainers.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledImagesTest {

    private static final ImageShape SHAPE = new ImageShape(1, 1, 2, 3);

    private final LabelledImages images =
            LabelledImages.of(SHAPE, new float[] {0, 1, 2, 3, 4, 5, 6, 7}, new int[] {0, 1, 2, 1});
    private final SplittableRandom random = new SplittableRandom(1);

    @Test
    void shiftedLabelsWrapAround() {
        assertArrayEquals(new int[] {1, 2, 0, 2}, images.withShiftedLabels().labels());
    }

    @Test
    void selectionKeepsPixelsWithTheirLabels() {
        LabelledImages chosen = images.select(2, 0);

        assertArrayEquals(new float[] {4, 5, 0, 1}, chosen.pixels());
        assertArrayEquals(new int[] {2, 0}, chosen.labels());
    }

    @Test
    void whereLabelDropsTheOthers() {
        assertArrayEquals(
                new int[] {1, 1}, images.whereLabel(label -> label == 1).labels());
    }

    @Test
    void noisyLabelsChangeAboutTheirShare() {
        int n = 3_000;
        LabelledImages many = LabelledImages.of(SHAPE, new float[2 * n], new int[n]);

        int[] noisy = many.withNoisyLabels(0.6, random).labels();

        // A redrawn label is the old one in a third of the cases: 0.4 expected, four standard deviations allowed.
        assertEquals(0.4, Arrays.stream(noisy).filter(label -> label != 0).count() / (double) n, 0.036);
    }

    @Test
    void sampleHasNoRepetition() {
        float[] pixels = images.sample(4, random).pixels();

        Arrays.sort(pixels);
        assertArrayEquals(images.pixels(), pixels);
    }

    @Test
    void permutedPixelsAreTheSameForEveryImage() {
        ImageShape wide = new ImageShape(1, 3, 3, 2);
        float[] twice = new float[18];
        IntStream.range(0, 18).forEach(i -> twice[i] = i % 9);

        LabelledImages permuted = LabelledImages.of(wide, twice, new int[2]).withPermutedPixels(random);

        assertArrayEquals(permuted.pixels(0), permuted.pixels(1));
    }

    @Test
    void invertedTwiceIsTheSame() {
        assertArrayEquals(
                images.pixels(),
                images.withInvertedPixels().withInvertedPixels().pixels());
    }

    @Test
    void labelOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> LabelledImages.of(SHAPE, new float[] {0, 0}, new int[] {3}));
    }

    @Test
    void pixelsOfAnotherLengthAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> LabelledImages.of(SHAPE, new float[3], new int[] {0}));
    }
}
