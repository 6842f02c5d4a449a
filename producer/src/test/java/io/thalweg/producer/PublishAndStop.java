package io.thalweg.producer;

import io.thalweg.protocol.ProbeSet;
import java.util.Map;

/** The example of docs/producer.md. */
final class PublishAndStop {
    private PublishAndStop() {}

    // [publish-and-stop]
    static void train(Network network, int[] labels, int classes, String bootstrapServers) {
        ProbeSet probeSet = ProbeSet.of(labels, classes);
        PublisherConfiguration cluster =
                PublisherConfiguration.builder(bootstrapServers).build();
        RunDescription description = RunDescription.of("resnet-a.s3", probeSet)
                .withTags(Map.of("arch", "resnet", "optimiser", "adam"))
                .withTotalSteps(9000);

        try (SnapshotPublisher publisher = SnapshotPublisher.open(cluster)) {
            PublishedRun run = publisher.start(description);
            try (EarlyStopping stopping = EarlyStopping.builder(cluster, run)
                    .obeyAdvice(true)
                    .rule(Rules.noProgressOver(20))
                    .open()) {
                for (long step = 0; step < 9000 && !stopping.shouldStop(); step++) {
                    network.trainOneBatch();
                    if (step % 200 == 0) {
                        run.publishLogits(step, network.logitsOfProbeSet());
                    }
                }
                stopping.reason().ifPresentOrElse(reason -> run.stopped(reason.text()), run::finish);
            } catch (RuntimeException e) {
                run.failed(String.valueOf(e));
                throw e;
            }
        }
    }
    // [publish-and-stop]

    /** Stands for a network of any library. */
    interface Network {
        void trainOneBatch();

        /** Row-major, samples x classes, in the order of the probe set. */
        float[] logitsOfProbeSet();
    }
}
