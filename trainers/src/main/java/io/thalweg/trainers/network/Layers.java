package io.thalweg.trainers.network;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;

/** The pieces that {@link Architecture} is made of. */
final class Layers {

    private static final Shape THREE = new Shape(3, 3);
    private static final Shape ONE = new Shape(1, 1);
    private static final Shape TWO = new Shape(2, 2);

    private Layers() {}

    static SequentialBlock sequence(Block... blocks) {
        SequentialBlock sequence = new SequentialBlock();
        for (Block block : blocks) {
            sequence.add(block);
        }
        return sequence;
    }

    static Block flatten() {
        return Blocks.batchFlattenBlock();
    }

    static Block linear(int units) {
        return Linear.builder().setUnits(units).build();
    }

    /** A fully connected layer with rectification. */
    static Block dense(int units) {
        return sequence(linear(units), Activation.reluBlock());
    }

    static Block denseTanh(int units) {
        return sequence(linear(units), Activation.tanhBlock());
    }

    static Block denseNormed(int units) {
        return sequence(linear(units), BatchNorm.builder().build(), Activation.reluBlock());
    }

    /** 3x3, same size. */
    static Block convolution(int filters) {
        return convolution(filters, ONE);
    }

    private static Block convolution(int filters, Shape stride) {
        return Conv2d.builder()
                .setFilters(filters)
                .setKernelShape(THREE)
                .optPadding(ONE)
                .optStride(stride)
                .build();
    }

    static Block rectifiedConvolution(int filters) {
        return sequence(convolution(filters), Activation.reluBlock());
    }

    /** 3x3, half the size. */
    static Block halvingConvolution(int filters) {
        return sequence(convolution(filters, TWO), Activation.reluBlock());
    }

    static Block normedConvolution(int filters) {
        return sequence(convolution(filters), BatchNorm.builder().build(), Activation.reluBlock());
    }

    static Block pool() {
        return Pool.maxPool2dBlock(TWO, TWO);
    }

    /** Two normed convolutions beside a way around them (He et al. 2016, doi 10.1109/CVPR.2016.90). */
    static Block residual(int filters) {
        Block body = sequence(
                normedConvolution(filters),
                convolution(filters),
                BatchNorm.builder().build());
        Block sum = new ParallelBlock(
                branches -> new NDList(NDArrays.add(
                        branches.get(0).singletonOrThrow(), branches.get(1).singletonOrThrow())),
                List.of(body, Blocks.identityBlock()));
        return sequence(sum, new LambdaBlock(Activation::relu, "relu"));
    }
}
