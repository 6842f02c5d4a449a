package io.thalweg.producer.dl4j;

import java.util.SplittableRandom;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** A small real network, with dropout and running statistics, on 64 points in the plane: 8 batches of 8 an epoch. */
final class TinyTraining {

    static final int SAMPLES = 20;
    static final int CLASSES = 3;
    static final int BATCHES_PER_EPOCH = 8;

    private final MultiLayerNetwork network = new MultiLayerNetwork(configuration());

    TinyTraining() {
        Nd4j.getRandom().setSeed(5);
        network.init();
    }

    MultiLayerNetwork network() {
        return network;
    }

    /** Probe inputs with so many features; the network takes two. */
    static INDArray probe(int features) {
        return points(SAMPLES, features, 2);
    }

    /** Trains, and answers the weights. */
    float[] train(int epochs, TrainingListener... listeners) {
        network.addListeners(listeners);
        network.fit(data(), epochs);
        return network.params().data().asFloat();
    }

    private static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new Adam(0.01))
                .list(
                        new DenseLayer.Builder()
                                .nIn(2)
                                .nOut(8)
                                .activation(Activation.RELU)
                                .build(),
                        new BatchNormalization.Builder().nIn(8).nOut(8).build(),
                        new OutputLayer.Builder()
                                .nIn(8)
                                .nOut(CLASSES)
                                .dropOut(0.5)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build();
    }

    static DataSetIterator data() {
        int n = 8 * BATCHES_PER_EPOCH;
        INDArray labels = Nd4j.zeros(n, CLASSES);
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, random.nextInt(CLASSES), 1);
        }
        return new ListDataSetIterator<>(new DataSet(points(n, 2, 1), labels).asList(), 8);
    }

    private static INDArray points(int count, int features, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count * features];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Nd4j.create(values, new long[] {count, features});
    }
}
