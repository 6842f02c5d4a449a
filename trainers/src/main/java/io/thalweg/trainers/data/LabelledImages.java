package io.thalweg.trainers.data;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Images with a label each. Immutable; the operations that spoil a training set ({@code withShiftedLabels} and the
 * like) return a new one and share what they leave alone.
 */
public final class LabelledImages {

    private final ImageShape shape;
    private final float[] pixels;
    private final int[] labels;

    private LabelledImages(ImageShape shape, float[] pixels, int[] labels) {
        this.shape = shape;
        this.pixels = pixels;
        this.labels = labels;
    }

    /**
     * Copies.
     *
     * @param pixels image by image, row-major within (channel, row, column)
     * @throws IllegalArgumentException if the lengths disagree or a label is out of range
     */
    public static LabelledImages of(ImageShape shape, float[] pixels, int[] labels) {
        if (pixels.length != labels.length * shape.pixels()) {
            throw new IllegalArgumentException("%d pixels for %d labels of %d-pixel images"
                    .formatted(pixels.length, labels.length, shape.pixels()));
        }
        for (int label : labels) {
            if (label < 0 || label >= shape.classes()) {
                throw new IllegalArgumentException("label " + label + ", classes " + shape.classes());
            }
        }
        return new LabelledImages(shape, pixels.clone(), labels.clone());
    }

    public ImageShape shape() {
        return shape;
    }

    public int size() {
        return labels.length;
    }

    public int label(int image) {
        return labels[image];
    }

    public int[] labels() {
        return labels.clone();
    }

    /** The pixels of the images named, one after the other. */
    public float[] pixels(int... images) {
        int length = shape.pixels();
        float[] out = new float[images.length * length];
        for (int i = 0; i < images.length; i++) {
            System.arraycopy(pixels, images[i] * length, out, i * length, length);
        }
        return out;
    }

    /** All pixels, copied. */
    public float[] pixels() {
        return pixels.clone();
    }

    /** The images named, in that order. */
    public LabelledImages select(int... images) {
        int[] chosen = Arrays.stream(images).map(image -> labels[image]).toArray();
        return new LabelledImages(shape, pixels(images), chosen);
    }

    /** The images whose label passes. */
    public LabelledImages whereLabel(IntPredicate kept) {
        return select(IntStream.range(0, size())
                .filter(image -> kept.test(labels[image]))
                .toArray());
    }

    /** {@code count} images drawn without repetition. */
    public LabelledImages sample(int count, RandomGenerator random) {
        if (count < 1 || count > size()) {
            throw new IllegalArgumentException("count " + count + " of " + size());
        }
        return select(Arrays.copyOf(Permutations.of(size(), random), count));
    }

    /** Every label renamed. */
    public LabelledImages withLabels(IntUnaryOperator renamed) {
        return of(shape, pixels, Arrays.stream(labels).map(renamed).toArray());
    }

    /** Every label one class further, the last one becoming the first. */
    public LabelledImages withShiftedLabels() {
        return withLabels(label -> (label + 1) % shape.classes());
    }

    /** Labels drawn anew, uniformly, for the given share of the images. */
    public LabelledImages withNoisyLabels(double share, RandomGenerator random) {
        return withLabels(label -> random.nextDouble() < share ? random.nextInt(shape.classes()) : label);
    }

    /** Every pixel replaced by noise, uniform in [0, 1]: the labels stay, nothing is left to see. */
    public LabelledImages withNoiseForInputs(RandomGenerator random) {
        float[] noise = new float[pixels.length];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextFloat();
        }
        return new LabelledImages(shape, noise, labels);
    }

    /** Every pixel p replaced by 1 - p. */
    public LabelledImages withInvertedPixels() {
        float[] inverted = new float[pixels.length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 1 - pixels[i];
        }
        return new LabelledImages(shape, inverted, labels);
    }

    /** One fixed permutation of the pixels applied to every image, as by a data loader that mixes up its axes. */
    public LabelledImages withPermutedPixels(RandomGenerator random) {
        int length = shape.pixels();
        int[] order = Permutations.of(length, random);
        float[] permuted = new float[pixels.length];
        for (int i = 0; i < permuted.length; i++) {
            permuted[i] = pixels[i - i % length + order[i % length]];
        }
        return new LabelledImages(shape, permuted, labels);
    }
}
