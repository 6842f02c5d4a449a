package io.thalweg.producer.dl4j;

import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** The example of docs/producer.md; a test runs it. */
final class Dl4jExample {
    private Dl4jExample() {}

    // [dl4j]
    static void train(
            MultiLayerNetwork network,
            DataSetIterator data,
            INDArray probe,
            ProbeSet probeSet,
            String bootstrapServers) {
        PublisherConfiguration cluster =
                PublisherConfiguration.builder(bootstrapServers).build();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(cluster)) {
            PublishedRun run = publisher.start(RunDescription.of("mlp-dl4j.s0", probeSet));
            try (EarlyStopping stopping =
                    EarlyStopping.builder(cluster, run).obeyAdvice(true).open()) {
                ThalwegListener listener = ThalwegListener.builder(run, probe)
                        .everyIterations(50)
                        .stopWith(stopping)
                        .build();
                network.addListeners(listener);
                network.fit(data, 20);
                listener.end(network);
                run.finish();
            } catch (TrainingStoppedException e) {
                System.err.println("stopped at step " + e.reason().step() + ": " + e.getMessage());
            }
        }
    }
    // [dl4j]
}
