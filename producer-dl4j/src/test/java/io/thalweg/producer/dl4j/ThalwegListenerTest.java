package io.thalweg.producer.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import java.time.Duration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

/** Without a cluster: what is published waits in the queue, and training must not notice. */
class ThalwegListenerTest {

    // Port 1 is reserved and never answers.
    private final SnapshotPublisher publisher = SnapshotPublisher.open(PublisherConfiguration.builder("127.0.0.1:1")
            .closeTimeout(Duration.ZERO)
            .build());
    private final PublishedRun run = publisher.start(
            RunDescription.of("tiny.s0", ProbeSet.of(new int[TinyTraining.SAMPLES], TinyTraining.CLASSES)));

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void trainingGoesTheSameWayWithIt() {
        ThalwegListener listener = ThalwegListener.builder(run, TinyTraining.probe(2))
                .everyIterations(1)
                .blockSamples(7)
                .build();

        float[] with = new TinyTraining().train(3, listener);

        assertArrayEquals(new TinyTraining().train(3), with);
        // One of the untrained network, and one after each iteration.
        long oneBytes = publisher.statistics().queuedBytes() / (1 + 3 * TinyTraining.BATCHES_PER_EPOCH);
        assertTrue(oneBytes > 2 * TinyTraining.SAMPLES * TinyTraining.CLASSES, "bytes of a snapshot: " + oneBytes);
        assertEquals(0, publisher.statistics().refused());
    }

    @Test
    void graphIsEvaluatedAsWell() {
        ComputationGraph graph = new TinyTraining().network().toComputationGraph();
        ThalwegListener listener =
                ThalwegListener.builder(run, TinyTraining.probe(2)).build();

        listener.onEpochStart(graph);

        assertTrue(publisher.statistics().queuedBytes() > 0, "nothing was published");
    }

    @Test
    void probeThatDoesNotFitTheModelDoesNotDisturbTraining() {
        ThalwegListener listener = ThalwegListener.builder(run, TinyTraining.probe(5))
                .everyIterations(1)
                .build();

        float[] weights = new TinyTraining().train(1, listener);

        assertArrayEquals(new TinyTraining().train(1), weights);
        assertEquals(0, publisher.statistics().queuedBytes());
    }

    @Test
    void probeWithoutSamplesAlongAnAxisIsRefused() {
        ThalwegListener.Builder builder = ThalwegListener.builder(run, Nd4j.scalar(1f));

        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void intervalOfNothingIsRefused() {
        ThalwegListener.Builder builder = ThalwegListener.builder(run, TinyTraining.probe(2));

        assertThrows(IllegalArgumentException.class, () -> builder.everyIterations(0));
    }

    @Test
    void blockOfNothingIsRefused() {
        ThalwegListener.Builder builder =
                ThalwegListener.builder(run, TinyTraining.probe(2)).blockSamples(0);

        assertThrows(IllegalArgumentException.class, builder::build);
    }
}
