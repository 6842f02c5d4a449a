package io.thalweg.benchmarks.population;

import io.thalweg.trainers.data.LabelledImages;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** More images out of few: each again and again, every time with other noise. */
final class VariedImages {
    private static final long SEED = 1;
    /** Standard deviation; pixels lie between 0 and 1. */
    private static final double NOISE = 0.1;

    private VariedImages() {}

    /** The images themselves first, then variants of them in the same order, {@code count} in all. */
    static LabelledImages of(LabelledImages images, int count) {
        int[] chosen = IntStream.range(0, count).map(n -> n % images.size()).toArray();
        LabelledImages repeated = images.select(chosen);
        float[] pixels = repeated.pixels();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = images.size() * images.shape().pixels(); i < pixels.length; i++) {
            pixels[i] += (float) (NOISE * random.nextGaussian());
        }
        return LabelledImages.of(images.shape(), pixels, repeated.labels());
    }
}
