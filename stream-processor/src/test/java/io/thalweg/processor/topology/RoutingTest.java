package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Records on another partition than their key's. The test driver knows partition 0 only. */
class RoutingTest {
    /** On partition 1 of 2, and on partition 0 of 2. */
    private static final List<RunId> RUNS = List.of(keyOf(1), keyOf(0));

    @Test
    void partitionIsTheOneOfKafkasOwnProducer() {
        for (int i = 0; i < 200; i++) {
            byte[] key = ("run-" + i).getBytes(StandardCharsets.US_ASCII);

            assertEquals(BuiltInPartitioner.partitionForKey(key, 7), KeyPartitions.of(key, 7));
        }
    }

    @Test
    void recordOfThisPartitionIsTakenHere() {
        try (TopologyUnderTest topology = withTwoPartitions()) {
            topology.sendHealthy(topology.header(RUNS.get(1), 0, 1), 0.5);

            assertEquals(1, topology.metrics().size());
        }
    }

    @Test
    void recordOfAnotherPartitionIsSentOnOnce() {
        try (TopologyUnderTest topology = withTwoPartitions()) {
            // The driver delivers everything on partition 0, so what is sent on comes back: as after a repartitioning.
            topology.sendHealthy(topology.header(RUNS.get(0), 0, 1), 0.5);

            TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
            assertEquals("INTERNAL", TopologyUnderTest.header(letter, DeadLetterHeaders.REASON));
            assertEquals("1", TopologyUnderTest.header(letter, DeadLetterHeaders.OFFSET));
            assertTrue(
                    TopologyUnderTest.header(letter, DeadLetterHeaders.DETAIL).contains("partition 1 of 2"));
        }
    }

    @Test
    void runRecordAndTombstoneOfAnotherPartitionAreSentOnToo() {
        try (TopologyUnderTest topology = withTwoPartitions()) {
            topology.declare(topology.started(RUNS.get(0), 0, Map.of()));
            topology.delete(RUNS.get(0));

            assertEquals(List.of("INTERNAL", "INTERNAL"), topology.deadLetterReasons());
        }
    }

    private static TopologyUnderTest withTwoPartitions() {
        return new TopologyUnderTest(TopologySettings.standard(Topics.standard(), 2));
    }

    private static RunId keyOf(int partition) {
        int i = 0;
        while (KeyPartitions.of(("run-" + i).getBytes(StandardCharsets.US_ASCII), 2) != partition) {
            i++;
        }
        return new RunId("run-" + i);
    }
}
