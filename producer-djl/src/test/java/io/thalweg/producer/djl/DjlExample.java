package io.thalweg.producer.djl;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Dataset;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.loss.Loss;
import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;

/** The example of docs/producer.md; a test runs it. */
final class DjlExample {
    private DjlExample() {}

    // [djl]
    static void train(Model model, Dataset data, NDList probe, ProbeSet probeSet, String bootstrapServers)
            throws Exception {
        PublisherConfiguration cluster =
                PublisherConfiguration.builder(bootstrapServers).build();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(cluster)) {
            PublishedRun run = publisher.start(RunDescription.of("mlp-djl.s0", probeSet));
            try (EarlyStopping stopping =
                    EarlyStopping.builder(cluster, run).obeyAdvice(true).open()) {
                DefaultTrainingConfig config = new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss());
                config.addTrainingListeners(ThalwegListener.builder(run, probe)
                        .everyBatches(50)
                        .stopWith(stopping)
                        .build());
                try (Trainer trainer = model.newTrainer(config)) {
                    trainer.initialize(new Shape(1, probe.get(0).getShape().get(1)));
                    EasyTrain.fit(trainer, 20, data, null);
                }
                run.finish();
            } catch (EarlyStoppedException e) {
                System.err.println("stopped: " + e.getMessage());
            }
        }
    }
    // [djl]
}
