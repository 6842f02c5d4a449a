package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.thalweg.broker.BrokerProcess;
import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class SnapshotPublisherIT {
    private static final Topics TOPICS = Topics.standard();
    /** Encoding takes some 10 ms when it is cold; a thread that waited for the cluster would wait for seconds. */
    private static final long LONGEST_PUBLISH_NANOS = 500_000_000L;

    private final ProbeSet probeSet = Snapshots.probeSet(500, 10);
    private final float[] probabilities = Snapshots.probabilities(probeSet, 1);

    @Test
    void snapshotsAndStatesComeThroughInOrder(@TempDir Path directory) {
        ProbeSet large = Snapshots.probeSet(1500, 1000);
        float[] logits = Snapshots.logits(large, 2);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory)) {
            Cluster cluster = new Cluster(broker.bootstrapServers()).withTopics();
            try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration(cluster))) {
                PublishedRun run = publisher.start(RunDescription.of("resnet-a.s3", large));
                run.publishLogits(1, logits);
                run.finish();
            }

            List<ConsumerRecord<String, byte[]>> chunks = cluster.read(TOPICS.snapshots(), 4);
            assertEquals(4, chunks.size());
            assertArrayEquals(
                    Snapshots.roots(Snapshots.softmax(logits, 1000)),
                    Snapshots.amplitudes(
                            chunks.stream().map(ConsumerRecord::value).toList()),
                    0x1p-12f);
            int murmur2 =
                    Utils.toPositive(Utils.murmur2("resnet-a.s3".getBytes(java.nio.charset.StandardCharsets.US_ASCII)))
                            % 8;
            chunks.forEach(chunk -> assertEquals(murmur2, chunk.partition()));
            List<ConsumerRecord<String, byte[]>> states = cluster.read(TOPICS.runs(), 2);
            assertEquals(
                    List.of(RunState.RUNNING, RunState.FINISHED),
                    states.stream()
                            .map(state -> JsonFormat.runs().read(state.value()).state())
                            .toList());
            assertTrue(states.get(1).timestamp() >= chunks.get(3).timestamp());
        }
    }

    @Test
    void nothingIsLostWhenTheBrokerComesLater(@TempDir Path directory) throws InterruptedException {
        BrokerProcess down = BrokerProcess.start(directory);
        new Cluster(down.bootstrapServers()).withTopics();
        down.kill();
        Cluster cluster = new Cluster(down.bootstrapServers());
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration(cluster))) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            long longest = publishAll(run, 0, 100, 0);
            assertEquals(0, publisher.statistics().sent());

            try (BrokerProcess back = down.restart()) {
                awaitSettled(publisher, 100);
                assertEveryStepOnceInOrder(cluster, 100);
                assertTrue(longest < LONGEST_PUBLISH_NANOS, "longest publish: " + longest + " ns");
                assertTrue(back.pid() > 0);
            }
        }
    }

    @Test
    void nothingIsLostWhenTheBrokerIsKilledAndComesBack(@TempDir Path directory, TestReporter reporter)
            throws InterruptedException {
        BrokerProcess first = BrokerProcess.start(directory);
        Cluster cluster = new Cluster(first.bootstrapServers()).withTopics();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration(cluster))) {
            PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
            publishAll(run, 0, 100, 5);
            first.kill();
            long longest = publishAll(run, 100, 200, 5);
            try (BrokerProcess back = first.restart()) {
                longest = Math.max(longest, publishAll(run, 200, 300, 5));
                awaitSettled(publisher, 300);
                assertEveryStepOnceInOrder(cluster, 300);
                assertTrue(longest < LONGEST_PUBLISH_NANOS, "longest publish: " + longest + " ns");
                reporter.publishEntry("longest publish with the broker killed, microseconds", "" + longest / 1000);
                assertTrue(back.pid() > 0);
            }
        }
    }

    @Test
    void closingKeepsItsTimeoutWhenTheClusterIsAway(@TempDir Path directory) {
        BrokerProcess broker = BrokerProcess.start(directory);
        Cluster cluster = new Cluster(broker.bootstrapServers()).withTopics();
        SnapshotPublisher publisher = SnapshotPublisher.open(configuration(cluster));
        PublishedRun run = publisher.start(RunDescription.of("a", probeSet));
        broker.kill();
        publishAll(run, 0, 10, 0);

        long start = System.nanoTime();
        Unsent unsent = publisher.close(Duration.ofSeconds(1));

        assertTrue(System.nanoTime() - start < 1_500_000_000L);
        assertEquals(10, unsent.snapshots());
        assertFalse(unsent.nothing());
    }

    private static PublisherConfiguration configuration(Cluster cluster) {
        return PublisherConfiguration.builder(cluster.bootstrapServers()).build();
    }

    /** The longest that one call took, in nanoseconds. */
    private long publishAll(PublishedRun run, int from, int to, int pauseMillis) {
        long longest = 0;
        for (int step = from; step < to; step++) {
            long start = System.nanoTime();
            run.publishProbabilities(step, probabilities);
            longest = Math.max(longest, System.nanoTime() - start);
            pause(pauseMillis);
        }
        return longest;
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Far longer than it takes, since a machine may be busy; what failed fails at once, and says what became of all. */
    private static void awaitSettled(SnapshotPublisher publisher, int snapshots) {
        try {
            Eventually.await("all settled", Duration.ofMinutes(2), () -> settled(publisher.statistics()) >= snapshots);
        } catch (AssertionError | InterruptedException e) {
            fail(publisher.statistics() + threads(), e);
        }
        assertEquals(new PublisherStatistics(snapshots, 0, 0, 0, 0), publisher.statistics());
    }

    /** What the threads of the publisher and of its Kafka producer wait for. */
    private static String threads() {
        StringBuilder dump = new StringBuilder();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (thread.getName().contains("thalweg-publisher")) {
                dump.append("\n").append(thread);
                List.of(frames).forEach(frame -> dump.append("\n    ").append(frame));
            }
        });
        return dump.toString();
    }

    private static long settled(PublisherStatistics statistics) {
        return statistics.sent() + statistics.failed() + statistics.dropped() + statistics.refused();
    }

    private static void assertEveryStepOnceInOrder(Cluster cluster, int steps) {
        List<Long> read = cluster.read(TOPICS.snapshots(), steps).stream()
                .map(record -> Snapshots.accepted(record.value()).header())
                .map(ChunkHeader::step)
                .toList();
        assertEquals(IntStream.range(0, steps).mapToObj(Long::valueOf).toList(), read);
    }
}
