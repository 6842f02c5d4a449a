package io.thalweg.trainers.data;

import ai.djl.ndarray.types.Shape;

/** Channels, height and width of an image, and the number of classes it may belong to. */
public record ImageShape(int channels, int height, int width, int classes) {

    public ImageShape {
        if (channels < 1 || height < 1 || width < 1 || classes < 2) {
            throw new IllegalArgumentException(
                    "image shape %dx%dx%d with %d classes".formatted(channels, height, width, classes));
        }
    }

    /** Values in one image. */
    public int pixels() {
        return channels * height * width;
    }

    /** Shape of a batch, (batch, channels, height, width). */
    public Shape batch(int images) {
        return new Shape(images, channels, height, width);
    }
}
