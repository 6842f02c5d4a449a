package io.thalweg.trainers.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Inverted dropout with masks from the run's own random source, for the reason given in {@link SeededInitializer}. */
final class SeededDropout extends AbstractBlock {

    private final float rate;
    private final RandomGenerator random;

    SeededDropout(float rate, RandomGenerator random) {
        this.rate = rate;
        this.random = random;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        if (!training) {
            return inputs;
        }
        NDArray input = inputs.singletonOrThrow();
        float[] mask = new float[Math.toIntExact(input.size())];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = random.nextFloat() < rate ? 0 : 1 / (1 - rate);
        }
        return new NDList(input.mul(input.getManager().create(mask, input.getShape())));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
