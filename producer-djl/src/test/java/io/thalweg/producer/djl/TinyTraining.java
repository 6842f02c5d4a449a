package io.thalweg.producer.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.ArrayDataset;
import ai.djl.training.listener.TrainingListener;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A small real network, with dropout and running statistics, on 64 points in the plane: 8 batches of 8 an epoch. */
final class TinyTraining implements AutoCloseable {

    static final int SAMPLES = 20;
    static final int CLASSES = 3;
    static final int BATCHES_PER_EPOCH = 8;

    private final Model model;
    private final NDManager manager;

    TinyTraining() {
        // Sums over several threads differ from one time to the next, and so small a network gains nothing by them.
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        model = Model.newInstance("tiny", "PyTorch");
        manager = model.getNDManager();
        model.setBlock(new SequentialBlock()
                .add(Linear.builder().setUnits(8).build())
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate(0.5f).build())
                .add(Linear.builder().setUnits(CLASSES).build()));
    }

    Model model() {
        return model;
    }

    /** Probe inputs with so many features; the network takes two. */
    NDList probe(int features) {
        return new NDList(manager.create(points(SAMPLES, features, 2), new Shape(SAMPLES, features)));
    }

    /** Trains, closes the trainer, and answers the weights. */
    List<float[]> train(int epochs, TrainingListener... listeners) throws Exception {
        manager.getEngine().setRandomSeed(5);
        DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optOptimizer(Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.1f))
                        .optMomentum(0.9f)
                        .build())
                .addTrainingListeners(listeners);
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(1, 2));
            EasyTrain.fit(trainer, epochs, dataset(), null);
        }
        List<float[]> weights = new ArrayList<>();
        model.getBlock()
                .getParameters()
                .forEach(
                        parameter -> weights.add(parameter.getValue().getArray().toFloatArray()));
        return weights;
    }

    ArrayDataset dataset() {
        int n = 8 * BATCHES_PER_EPOCH;
        float[] labels = new float[n];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < n; i++) {
            labels[i] = random.nextInt(CLASSES);
        }
        return new ArrayDataset.Builder()
                .setData(manager.create(points(n, 2, 1), new Shape(n, 2)))
                .optLabels(manager.create(labels))
                .setSampling(8, false)
                .build();
    }

    private static float[] points(int count, int features, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @Override
    public void close() {
        model.close();
    }
}
