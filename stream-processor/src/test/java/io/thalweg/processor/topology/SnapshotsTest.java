package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From chunks to metrics records. */
class SnapshotsTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void snapshotInOneChunkGivesOneRecord() {
        topology.sendHealthy(topology.header(100), 0.4);

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(1, metrics.size());
        MetricsRecord record = metrics.get(0);
        assertEquals(RUN, record.run());
        assertEquals(100, record.step());
        assertEquals(1.0, record.coverage());
        assertEquals(0.4, record.progress().orElseThrow(), 1e-3);
        assertEquals(topology.tiny.loaded().hash(), record.manifold());
        assertEquals(2, record.coordinates().size());
        assertEquals(0, topology.storedChunks());
    }

    @Test
    void snapshotOfALandmarkIsAtNoDistanceFromIt() {
        topology.sendHealthy(topology.header(100), 0.5);

        MetricsRecord record = topology.metrics().get(0);
        assertEquals(0, record.offManifoldNats().orElseThrow(), 1e-6);
        assertEquals("mlp64.s0", record.nearest().orElseThrow().run());
        assertEquals(OptionalDouble.of(0.5), record.nearest().orElseThrow().progress());
        assertEquals(0, record.rank().orElseThrow());
    }

    @Test
    void float16AmplitudesAreTaken() {
        ChunkHeader header = ChunkHeader.whole(
                topology.header(100).snapshot(), 3, 12, Encoding.FLOAT16_AMPLITUDES, topology.clock.millis() * 1000);
        topology.sendHealthy(header, 0.4);

        assertEquals(0.4, topology.metrics().get(0).progress().orElseThrow(), 2e-3);
    }

    @Test
    void chunksOutOfOrderGiveTheSameFiguresAsOne() {
        float[] whole = topology.tiny.healthy(0.37);
        topology.send(topology.header(1), whole);
        topology.send(topology.header(2).withSamples(7, 5), whole);
        topology.send(topology.header(2).withSamples(0, 3), whole);
        topology.send(topology.header(2).withSamples(3, 4), whole);

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(2, metrics.size());
        double one = metrics.get(0).offManifoldNats().orElseThrow();
        assertEquals(one, metrics.get(1).offManifoldNats().orElseThrow(), 1e-9 * Math.abs(one));
        assertEquals(1.0, metrics.get(1).coverage());
        assertEquals(0, topology.storedChunks());
    }

    @Test
    void orderOfArrivalDoesNotChangeABit() {
        float[] whole = topology.tiny.healthy(0.37);
        for (int first : new int[] {0, 4, 8}) {
            topology.send(topology.header(new RunId("a"), 0, 1).withSamples(first, 4), whole);
        }
        for (int first : new int[] {8, 0, 4}) {
            topology.send(topology.header(new RunId("b"), 0, 1).withSamples(first, 4), whole);
        }

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(metrics.get(0).offManifoldNats(), metrics.get(1).offManifoldNats());
        assertEquals(metrics.get(0).coordinates(), metrics.get(1).coordinates());
    }

    @Test
    void interleavedRunsDoNotMix() {
        RunId other = new RunId("other");
        topology.send(topology.header(1).withSamples(0, 6), topology.tiny.healthy(0.25));
        topology.send(topology.header(other, 0, 1).withSamples(0, 6), topology.tiny.healthy(0.75));
        topology.send(topology.header(1).withSamples(6, 6), topology.tiny.healthy(0.25));
        topology.send(topology.header(other, 0, 1).withSamples(6, 6), topology.tiny.healthy(0.75));

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(
                List.of(RUN, other), metrics.stream().map(MetricsRecord::run).toList());
        assertEquals(0.25, metrics.get(0).progress().orElseThrow(), 1e-3);
        assertEquals(0.75, metrics.get(1).progress().orElseThrow(), 1e-3);
    }

    @Test
    void severalProbeSetsOfOneRunAreMeasuredEachAgainstItsOwnManifold() {
        TinyManifold larger = TinyManifold.of(30, 19, "2");
        topology.load(larger);
        ChunkHeader header = topology.header(1);
        topology.send(header, topology.tiny.healthy(0.25));
        topology.send(
                new ChunkHeader(RUN, 0, 1, larger.loaded().probeSet(), 3, 30, 0, 30, header.encoding(), 0),
                larger.healthy(0.75));

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(
                List.of(topology.tiny.loaded().hash(), larger.loaded().hash()),
                metrics.stream().map(MetricsRecord::manifold).toList());
        assertEquals(0.75, metrics.get(1).bestProgress().orElseThrow(), 1e-3);
    }

    @Test
    void duplicateOfAMeasuredSnapshotIsCountedAndIgnored() {
        topology.sendHealthy(topology.header(1), 0.4);
        topology.sendHealthy(topology.header(1), 0.4);

        assertEquals(1, topology.metrics().size());
        assertEquals(List.of(RejectionReason.DUPLICATE), topology.observer.rejections);
        assertEquals(List.of(), topology.deadLetters());
    }

    @Test
    void duplicateChunkOfAnUnfinishedSnapshotIsCountedAndIgnored() {
        float[] whole = topology.tiny.healthy(0.4);
        topology.send(topology.header(1).withSamples(0, 6), whole);
        topology.send(topology.header(1).withSamples(0, 6), whole);
        topology.send(topology.header(1).withSamples(6, 6), whole);

        assertEquals(1.0, topology.metrics().get(0).coverage());
        assertEquals(List.of(RejectionReason.DUPLICATE), topology.observer.rejections);
    }

    @Test
    void chunkThatOverlapsAnotherIsRefused() {
        float[] whole = topology.tiny.healthy(0.4);
        topology.send(topology.header(1).withSamples(0, 6), whole);
        topology.send(topology.header(1).withSamples(4, 4), whole);

        assertEquals(List.of("BAD_SHAPE"), topology.deadLetterReasons());
    }

    @Test
    void stepThatGoesBackwardsIsCountedAndIgnored() {
        topology.sendHealthy(topology.header(5), 0.4);
        topology.sendHealthy(topology.header(4), 0.4);

        assertEquals(1, topology.metrics().size());
        assertEquals(List.of(RejectionReason.STALE_STEP), topology.observer.rejections);
        assertEquals(List.of(), topology.deadLetters());
    }

    @Test
    void gapIsMeasuredWithItsCoverageWhenANewerSnapshotCompletes() {
        topology.send(topology.header(1).withSamples(0, 6), topology.tiny.healthy(0.25));
        topology.sendHealthy(topology.header(2), 0.5);

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(List.of(1L, 2L), metrics.stream().map(MetricsRecord::step).toList());
        assertEquals(0.5, metrics.get(0).coverage());
        assertEquals(0.25, metrics.get(0).progress().orElseThrow(), 1e-3);
        assertEquals(0, topology.storedChunks());
    }

    @Test
    void gapIsMeasuredAfterTheTimeout() {
        topology.send(topology.header(1).withSamples(0, 8), topology.tiny.healthy(0.25));
        topology.pass(Duration.ofSeconds(31));

        assertEquals(8.0 / 12, topology.metrics().get(0).coverage(), 1e-12);
    }

    @Test
    void timeoutBeginsAnewWithEveryChunk() {
        topology.send(topology.header(1).withSamples(0, 4), topology.tiny.healthy(0.25));
        topology.pass(Duration.ofSeconds(20));
        topology.send(topology.header(1).withSamples(4, 4), topology.tiny.healthy(0.25));
        topology.pass(Duration.ofSeconds(20));

        assertEquals(List.of(), topology.metrics());
    }

    @Test
    void snapshotOfWhichTooLittleCameIsGivenUp() {
        topology.send(topology.header(1).withSamples(0, 5), topology.tiny.healthy(0.25));
        topology.pass(Duration.ofSeconds(31));

        assertEquals(List.of(), topology.metrics());
        assertEquals(List.of("INCOMPLETE"), topology.deadLetterReasons());
        assertEquals(List.of(RejectionReason.INCOMPLETE), topology.observer.rejections);
        assertEquals(0, topology.storedChunks());
    }

    @Test
    void lateChunkOfASnapshotClosedEarlyIsIgnored() {
        topology.send(topology.header(1).withSamples(0, 8), topology.tiny.healthy(0.25));
        topology.pass(Duration.ofSeconds(31));
        topology.send(topology.header(1).withSamples(8, 4), topology.tiny.healthy(0.25));

        assertEquals(1, topology.metrics().size());
        assertEquals(List.of(RejectionReason.DUPLICATE), topology.observer.rejections);
        assertEquals(0, topology.storedChunks());
    }

    @Test
    void unfinishedSnapshotsOfARunAreBounded() {
        for (int step = 1; step <= 6; step++) {
            topology.send(topology.header(step).withSamples(0, 8), topology.tiny.healthy(0.25));
        }

        assertEquals(
                List.of(1L, 2L),
                topology.metrics().stream().map(MetricsRecord::step).toList());
        assertEquals(4, topology.storedChunks());
    }

    @Test
    void bytesOfUnfinishedSnapshotsAreBounded() {
        Limits limits = new Limits(0.5, Duration.ofSeconds(30), Duration.ofHours(1), 100_000, 4, 1 << 20, 1 << 20);
        TopologySettings settings = new TopologySettings(Topics.standard(), 1, AlarmRules.standard(), limits);
        try (TopologyUnderTest small = new TopologyUnderTest(settings)) {
            TinyManifold large = TinyManifold.of(1_000);
            small.load(large);
            float[] whole = large.healthy(0.25);
            for (int run = 0; run < 400; run++) {
                ChunkHeader header = new ChunkHeader(
                        new RunId("run-" + run),
                        0,
                        1,
                        large.loaded().probeSet(),
                        3,
                        1_000,
                        0,
                        400,
                        Encoding.FLOAT32_PROBABILITIES,
                        0);
                small.send(header, whole);
            }

            // The sums of one such chunk: four numbers, three for each of 5 landmarks, two for each of 400 samples.
            assertEquals((1 << 20) / (16 + 5 * 24 + 400 * 8), small.storedChunks());
            assertTrue(small.observer.rejections.stream().allMatch(RejectionReason.INCOMPLETE::equals));
        }
    }

    @Test
    void pathLengthAddsUpAndBestProgressStays() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.sendHealthy(topology.header(2), 0.75);
        topology.sendHealthy(topology.header(3), 0.5);

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(0, metrics.get(0).pathLength().orElseThrow());
        assertTrue(metrics.get(1).pathLength().orElseThrow() > 0.1);
        assertTrue(metrics.get(2).pathLength().orElseThrow()
                > metrics.get(1).pathLength().orElseThrow());
        assertEquals(0.75, metrics.get(2).bestProgress().orElseThrow(), 1e-3);
    }

    @Test
    void latencyIsFromPublishingToTheRecord() {
        ChunkHeader header = topology.header(1);
        topology.clock.advance(Duration.ofMillis(250));
        topology.sendHealthy(header, 0.5);

        assertEquals(List.of(Duration.ofMillis(250)), topology.observer.latencies);
    }

    @Test
    void absurdTrainerClocksDoNoHarm() {
        ChunkHeader header = topology.header(1);
        for (long micros : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            topology.sendHealthy(
                    ChunkHeader.whole(
                            topology.header(new RunId("clock" + micros), 0, 1).snapshot(),
                            3,
                            12,
                            header.encoding(),
                            micros),
                    0.5);
        }

        assertEquals(3, topology.metrics().size());
        assertEquals(List.of(), topology.observer.rejections);
    }
}
