package io.thalweg.trainers.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.initializer.Initializer;
import java.util.random.RandomGenerator;

/**
 * He's initialisation, N(0, 2 / fan-in), drawn from a random source of the run's own. The engine has one random state
 * for the whole process: two runs side by side that drew from it would never be the same twice.
 *
 * <p>Source: He et al., Delving deep into rectifiers, ICCV 2015, eq. 10, doi 10.1109/ICCV.2015.123.
 */
final class SeededInitializer implements Initializer {

    private final RandomGenerator random;

    SeededInitializer(RandomGenerator random) {
        this.random = random;
    }

    /** A weight of shape (out, in, ...); everything after the first axis feeds one output. */
    @Override
    public NDArray initialize(NDManager manager, Shape shape, DataType dataType) {
        float[] values = new float[Math.toIntExact(shape.size())];
        double deviation = Math.sqrt(2.0 * shape.get(0) / values.length);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return manager.create(values, shape);
    }
}
