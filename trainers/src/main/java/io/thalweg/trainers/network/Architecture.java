package io.thalweg.trainers.network;

import static io.thalweg.trainers.network.Layers.convolution;
import static io.thalweg.trainers.network.Layers.dense;
import static io.thalweg.trainers.network.Layers.denseNormed;
import static io.thalweg.trainers.network.Layers.denseTanh;
import static io.thalweg.trainers.network.Layers.flatten;
import static io.thalweg.trainers.network.Layers.halvingConvolution;
import static io.thalweg.trainers.network.Layers.linear;
import static io.thalweg.trainers.network.Layers.normedConvolution;
import static io.thalweg.trainers.network.Layers.pool;
import static io.thalweg.trainers.network.Layers.rectifiedConvolution;
import static io.thalweg.trainers.network.Layers.residual;
import static io.thalweg.trainers.network.Layers.sequence;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * The networks to choose from. Each takes a batch of images (batch, channels, height, width) and answers logits
 * (batch, classes).
 */
public enum Architecture {
    LINEAR("linear", (classes, random) -> sequence(flatten(), linear(classes))),
    MLP64("mlp64", (classes, random) -> sequence(flatten(), dense(64), linear(classes))),
    MLP256("mlp256", (classes, random) -> sequence(flatten(), dense(256), linear(classes))),
    MLP128X2("mlp128x2", (classes, random) -> sequence(flatten(), dense(128), dense(128), linear(classes))),
    MLP64X4(
            "mlp64x4",
            (classes, random) -> sequence(flatten(), dense(64), dense(64), dense(64), dense(64), linear(classes))),
    WIDE1024("wide1024", (classes, random) -> sequence(flatten(), dense(1024), linear(classes))),
    MLP_TANH("mlptanh", (classes, random) -> sequence(flatten(), denseTanh(96), denseTanh(96), linear(classes))),
    MLP_DROPOUT(
            "mlpdrop",
            (classes, random) -> sequence(
                    flatten(),
                    dense(128),
                    new SeededDropout(0.3f, random),
                    dense(128),
                    new SeededDropout(0.3f, random),
                    linear(classes))),
    MLP_NORMED("mlpbn", (classes, random) -> sequence(flatten(), denseNormed(96), denseNormed(96), linear(classes))),
    CNN8(
            "cnn8",
            (classes, random) ->
                    sequence(rectifiedConvolution(8), pool(), rectifiedConvolution(16), flatten(), linear(classes))),
    CNN16(
            "cnn16",
            (classes, random) -> sequence(
                    rectifiedConvolution(16),
                    pool(),
                    rectifiedConvolution(16),
                    pool(),
                    flatten(),
                    dense(32),
                    linear(classes))),
    CNN_NORMED(
            "cnnbn",
            (classes, random) ->
                    sequence(normedConvolution(8), pool(), normedConvolution(16), flatten(), linear(classes))),
    CNN_STRIDED(
            "cnnstride",
            (classes, random) -> sequence(
                    rectifiedConvolution(8),
                    halvingConvolution(16),
                    halvingConvolution(16),
                    flatten(),
                    linear(classes))),
    RESNET(
            "resnet",
            (classes, random) ->
                    sequence(convolution(8), residual(8), pool(), residual(8), flatten(), linear(classes)));

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // stateless functions
    private final BiFunction<Integer, RandomGenerator, Block> layers;

    Architecture(String label, BiFunction<Integer, RandomGenerator, Block> layers) {
        this.label = label;
        this.layers = layers;
    }

    /** The name as it stands in configurations and tags. */
    public String label() {
        return label;
    }

    /** A block yet to be initialised, whose weights and dropout masks will all come from {@code random}. */
    public Block build(int classes, RandomGenerator random) {
        Block block = layers.apply(classes, random);
        block.setInitializer(new SeededInitializer(random), Parameter.Type.WEIGHT);
        return block;
    }
}
