package io.thalweg.producer.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDList;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a cluster: what is published waits in the queue, and training must not notice. */
class ThalwegListenerTest {

    // Port 1 is reserved and never answers.
    private final SnapshotPublisher publisher = SnapshotPublisher.open(PublisherConfiguration.builder("127.0.0.1:1")
            .closeTimeout(Duration.ZERO)
            .build());
    private final PublishedRun run = publisher.start(
            RunDescription.of("tiny.s0", ProbeSet.of(new int[TinyTraining.SAMPLES], TinyTraining.CLASSES)));
    private final TinyTraining training = new TinyTraining();
    private final TinyTraining other = new TinyTraining();

    @AfterEach
    void close() {
        other.close();
        training.close();
        publisher.close();
    }

    @Test
    void trainingGoesTheSameWayWithIt() throws Exception {
        ThalwegListener listener = ThalwegListener.builder(run, training.probe(2))
                .everyBatches(1)
                .blockSamples(7)
                .build();

        List<float[]> with = training.train(3, listener);

        assertTrue(publisher.statistics().queuedBytes() > 0, "nothing was published");
        List<float[]> without = other.train(3);
        for (int i = 0; i < without.size(); i++) {
            assertArrayEquals(without.get(i), with.get(i));
        }
    }

    @Test
    void probeThatDoesNotFitTheModelDoesNotDisturbTraining() throws Exception {
        ThalwegListener listener =
                ThalwegListener.builder(run, training.probe(5)).everyBatches(1).build();

        List<float[]> weights = training.train(1, listener);

        assertEquals(other.train(1).size(), weights.size());
        assertEquals(0, publisher.statistics().queuedBytes() / 1_000);
    }

    @Test
    void probeWithoutArraysIsRefused() {
        ThalwegListener.Builder builder = ThalwegListener.builder(run, new NDList());

        assertThrows(IllegalArgumentException.class, builder::build);
    }

    @Test
    void intervalOfNothingIsRefused() {
        ThalwegListener.Builder builder = ThalwegListener.builder(run, training.probe(2));

        assertThrows(IllegalArgumentException.class, () -> builder.everyBatches(0));
    }

    @Test
    void blockOfNothingIsRefused() {
        ThalwegListener.Builder builder =
                ThalwegListener.builder(run, training.probe(2)).blockSamples(0);

        assertThrows(IllegalArgumentException.class, builder::build);
    }
}
