package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DeadLetterHeaders;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is not taken, why, and that the next record is. */
class RejectionsTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void poisonIsADeadLetterAndTheNextRecordIsMeasured() {
        topology.send(RUN.value(), "poison".getBytes(StandardCharsets.UTF_8));
        topology.sendHealthy(topology.header(1), 0.5);

        assertEquals(List.of("MALFORMED"), topology.deadLetterReasons());
        assertEquals(1, topology.metrics().size());
    }

    @Test
    void deadLetterKeepsTheRecordAndSaysWhyAndWhere() {
        byte[] value = "poison".getBytes(StandardCharsets.UTF_8);
        byte[] key = "someone".getBytes(StandardCharsets.UTF_8);
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[] {7});
        topology.send(new TestRecord<>(key, value, headers, topology.clock.instant()));

        TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
        assertArrayEquals(key, letter.key());
        assertArrayEquals(value, letter.value());
        assertArrayEquals(new byte[] {7}, letter.headers().lastHeader("trace").value());
        assertEquals("MALFORMED", TopologyUnderTest.header(letter, DeadLetterHeaders.REASON));
        assertEquals("thalweg.snapshots", TopologyUnderTest.header(letter, DeadLetterHeaders.TOPIC));
        assertEquals("0", TopologyUnderTest.header(letter, DeadLetterHeaders.PARTITION));
        assertEquals("0", TopologyUnderTest.header(letter, DeadLetterHeaders.OFFSET));
        assertEquals("2026-11-23T14:00:00Z", TopologyUnderTest.header(letter, DeadLetterHeaders.REJECTED_AT));
    }

    @Test
    void absentValueAndAbsentKeyAreRefused() {
        topology.send(new TestRecord<>(null, null, topology.clock.instant()));
        topology.send(new TestRecord<>(
                null,
                ChunkWriter.probabilities(topology.header(1), topology.tiny.healthy(0.5), 0),
                topology.clock.instant()));

        assertEquals(List.of("MALFORMED", "KEY_MISMATCH"), topology.deadLetterReasons());
    }

    @Test
    void keyOfAnotherRunIsRefused() {
        topology.send("other", ChunkWriter.probabilities(topology.header(1), topology.tiny.healthy(0.5), 0));

        TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
        assertEquals("KEY_MISMATCH", TopologyUnderTest.header(letter, DeadLetterHeaders.REASON));
        assertEquals(RUN.value(), TopologyUnderTest.header(letter, DeadLetterHeaders.RUN));
        assertEquals(0, topology.observer.runs.size());
    }

    @Test
    void bitFlipIsAChecksumRejection() {
        byte[] chunk = ChunkWriter.probabilities(topology.header(1), topology.tiny.healthy(0.5), 0);
        chunk[chunk.length - 1] ^= 1;
        topology.send(RUN.value(), chunk);

        assertEquals(List.of("CHECKSUM"), topology.deadLetterReasons());
    }

    @Test
    void undeliverablyLargeRecordIsADeadLetterWithoutItsValue() {
        topology.send(RUN.value(), new byte[1 << 20]);

        TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
        assertNull(letter.value());
        assertEquals("MALFORMED", TopologyUnderTest.header(letter, DeadLetterHeaders.REASON));
    }

    @Test
    void undeliverablyLargeHeadersAreLeftOut() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[999_990]);
        topology.send(new TestRecord<>(new byte[10], new byte[10], headers, topology.clock.instant()));

        TestRecord<byte[], byte[]> letter = topology.deadLetters().get(0);
        assertNull(letter.headers().lastHeader("trace"));
        assertEquals(10, letter.value().length);
    }

    @Test
    void probeSetWithoutManifoldIsRefusedUntilItsManifoldArrives() {
        TinyManifold later = TinyManifold.of(30);
        ChunkHeader header = new ChunkHeader(
                RUN,
                0,
                1,
                later.loaded().probeSet(),
                3,
                30,
                0,
                30,
                topology.header(1).encoding(),
                0);
        topology.send(header, later.healthy(0.5));
        topology.load(later);
        topology.send(header, later.healthy(0.5));

        assertEquals(List.of("UNKNOWN_PROBE_SET"), topology.deadLetterReasons());
        assertEquals(1, topology.metrics().size());
    }

    @Test
    void shapeOtherThanTheProbeSetsIsRefused() {
        ChunkHeader header = topology.header(1);
        topology.send(ChunkHeader.whole(header.snapshot(), 3, 11, header.encoding(), 0), topology.tiny.healthy(0.5));

        assertEquals(List.of("SHAPE_MISMATCH"), topology.deadLetterReasons());
    }

    @Test
    void rowsThatDoNotSumToOneAreRefused() {
        float[] rows = topology.tiny.healthy(0.5);
        rows[0] += 0.01f;
        topology.send(topology.header(1), rows);

        assertEquals(List.of("UNNORMALISED"), topology.deadLetterReasons());
        assertEquals(List.of(), topology.metrics());
        assertEquals(0, topology.observer.runs.size());
    }

    @Test
    void nonFiniteSnapshotIsADeadLetterAnAlarmAndARecordWithoutFigures() {
        float[] rows = topology.tiny.healthy(0.5);
        rows[4] = Float.NaN;
        topology.send(topology.header(1), rows);

        assertEquals(List.of("NON_FINITE"), topology.deadLetterReasons());
        MetricsRecord record = topology.metrics().get(0);
        assertTrue(record.progress().isEmpty() && record.offManifoldNats().isEmpty());
        assertEquals(List.of(AlarmKind.NON_FINITE), record.alarms());
        DecisionRecord decision = topology.decisions().get(0);
        assertEquals(DecisionState.RAISED, decision.state());
        assertTrue(decision.stopAdvised());
    }

    @Test
    void nonFiniteChunkEndsItsSnapshotWithOneRecord() {
        float[] rows = topology.tiny.healthy(0.5);
        rows[3 * 4] = Float.POSITIVE_INFINITY;
        for (int first : new int[] {0, 4, 8}) {
            topology.send(topology.header(1).withSamples(first, 4), rows);
        }

        assertEquals(1, topology.metrics().size());
        assertEquals(0, topology.storedChunks());
        assertEquals(List.of(RejectionReason.NON_FINITE, RejectionReason.DUPLICATE), topology.observer.rejections);
    }

    @Test
    void faultOfTheProcessorIsADeadLetterAndTheNextRecordIsMeasured() {
        boolean[] failing = {true};
        TopologySettings settings = TopologySettings.standard(Topics.standard(), 1);
        try (TopologyUnderTest faulty = new TopologyUnderTest(settings, id -> {
            if (failing[0]) {
                throw new IllegalStateException("closed");
            }
        })) {
            faulty.sendHealthy(faulty.header(1), 0.5);
            failing[0] = false;
            faulty.sendHealthy(faulty.header(2), 0.5);

            assertEquals(List.of("INTERNAL"), faulty.deadLetterReasons());
            assertEquals(2, faulty.metrics().get(0).step());
        }
    }

    @Test
    void randomAndDamagedRecordsNeverStopTheProcessor() {
        SplittableRandom random = new SplittableRandom(42);
        byte[] sound = ChunkWriter.probabilities(topology.header(1), topology.tiny.healthy(0.5), 0);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            byte[] record = i % 2 == 0 ? new byte[random.nextInt(300)] : Arrays.copyOf(sound, random.nextInt(300));
            for (int flips = random.nextInt(1, 5); flips > 0 && record.length > 0; flips--) {
                record[random.nextInt(record.length)] ^= (byte) random.nextInt(1, 256);
            }
            refused++;
            topology.send(RUN.value(), record);
        }
        topology.sendHealthy(topology.header(2), 0.5);

        assertEquals(refused, topology.deadLetters().size());
        assertEquals(2, topology.metrics().get(0).step());
    }
}
