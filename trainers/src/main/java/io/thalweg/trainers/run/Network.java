package io.thalweg.trainers.run;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.ParameterServer;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import io.thalweg.trainers.data.ImageShape;
import io.thalweg.trainers.data.LabelledImages;
import io.thalweg.trainers.network.Architecture;
import io.thalweg.trainers.optimisation.Optimisation;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** A network in training, with its weights and its optimiser. Belongs to one thread. */
final class Network implements AutoCloseable {

    private static final int EVALUATION_BLOCK = 512;

    private final NDManager manager;
    private final ImageShape shape;
    private final Block block;
    private final ParameterStore parameters;
    private final Loss loss = Loss.softmaxCrossEntropyLoss();

    private Network(NDManager manager, ImageShape shape, Block block) {
        this.manager = manager;
        this.shape = shape;
        this.block = block;
        this.parameters = new ParameterStore(manager, false);
    }

    static Network initialise(Architecture architecture, ImageShape shape, RandomGenerator random) {
        PyTorch.load();
        NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Block block = architecture.build(shape.classes(), random);
        block.initialize(manager, DataType.FLOAT32, shape.batch(1));
        return new Network(manager, shape, block);
    }

    /** From now on steps are taken this way, by an optimiser without memory. */
    void optimiseBy(Optimisation optimisation) {
        parameters.setParameterServer(new Updates(optimisation.optimizer()), new Device[] {manager.getDevice()});
    }

    /** One optimiser step on the mean loss over the images named. */
    void step(LabelledImages images, int... batch) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray inputs = scratch.create(images.pixels(batch), shape.batch(batch.length));
            NDArray labels =
                    scratch.create(IntStream.of(batch).mapToLong(images::label).toArray());
            Gradients.ofLoss(
                    () -> loss.evaluate(new NDList(labels), block.forward(parameters, new NDList(inputs), true)));
        }
        Gradients.ignored(() -> {
            parameters.updateAllParameters();
            return parameters;
        });
    }

    /** Logits (images x classes) in evaluation mode; leaves weights, gradients and running statistics alone. */
    float[] logits(LabelledImages images) {
        float[] logits = new float[images.size() * shape.classes()];
        for (int first = 0; first < images.size(); first += EVALUATION_BLOCK) {
            int[] rows = IntStream.range(first, Math.min(first + EVALUATION_BLOCK, images.size()))
                    .toArray();
            float[] part = Gradients.ignored(() -> evaluate(images, rows));
            System.arraycopy(part, 0, logits, first * shape.classes(), part.length);
        }
        return logits;
    }

    private float[] evaluate(LabelledImages images, int... rows) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray inputs = scratch.create(images.pixels(rows), shape.batch(rows.length));
            return block.forward(parameters, new NDList(inputs), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** One device: the gradient is used where it lies, without the copy that several devices need. */
    private record Updates(Optimizer optimizer) implements ParameterServer {

        @Override
        public void init(String parameterId, NDArray[] value) {}

        @Override
        public void update(String parameterId, NDArray[] gradients, NDArray[] values) {
            optimizer.update(parameterId, values[0], gradients[0]);
        }

        @Override
        public void close() {}
    }
}
