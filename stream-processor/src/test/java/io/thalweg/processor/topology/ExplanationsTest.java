package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.ClassShare;
import io.thalweg.protocol.record.Comparison;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.SampleShare;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What alarms say of classes and samples. The run off the manifold takes every class for the next one. */
class ExplanationsTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void alarmNamesClassesAndSamples() {
        topology.send(topology.header(1), topology.tiny.offManifold());

        assertExplained(raised(topology), 12);
    }

    @Test
    void alarmOfASnapshotInChunksNamesThem() {
        sendInChunks(topology, topology.header(2));

        assertExplained(raised(topology), 12);
    }

    @Test
    void alarmOfAnIncompleteSnapshotNamesThoseThatCame() {
        topology.send(topology.header(2).withSamples(3, 6), topology.tiny.offManifold());
        topology.pass(Duration.ofSeconds(31));

        DecisionRecord raised = raised(topology);
        assertExplained(raised, 6);
        assertEquals(
                List.of(3, 4, 5, 6, 7, 8),
                raised.samples().stream().map(SampleShare::sample).sorted().toList());
    }

    @Test
    void runThatFellBackIsComparedAtItsBestProgress() {
        topology.sendHealthy(topology.header(1), 0.75);
        topology.send(topology.header(2), topology.tiny.offManifold());

        DecisionRecord raised = raised(topology);
        assertEquals(0.75, raised.comparison().orElseThrow().progress());
        assertTrue(
                raised.reason()
                        .contains("; compared with mlp64.s0 at progress 0.75, near the 0.75 that this run once had, it"
                                + " takes 0 for 1 (33% of the distance), 1 for 2 (33%)"),
                raised.reason());
    }

    @Test
    void everyMeasuredAlarmNamesThem() {
        topology.sendHealthy(topology.header(1), 0.75);
        topology.send(topology.header(2), topology.tiny.offManifold());

        List<DecisionRecord> raised = topology.decisions();
        assertEquals(
                Set.of(AlarmKind.OFF_MANIFOLD, AlarmKind.REGRESSION, AlarmKind.OVERFIT),
                raised.stream().map(DecisionRecord::kind).collect(Collectors.toSet()));
        raised.forEach(each -> assertEquals(3, each.classes().size()));
    }

    @Test
    void clearedAlarmNamesNothing() {
        topology.send(topology.header(1), topology.tiny.offManifold());
        topology.send(topology.header(2), topology.tiny.offManifold());
        topology.sendHealthy(topology.header(3), 0.5);
        topology.sendHealthy(topology.header(4), 0.5);

        DecisionRecord cleared = topology.decisions().stream()
                .filter(each -> each.state() == DecisionState.CLEARED)
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(), cleared.classes());
        assertEquals(Optional.empty(), cleared.comparison());
    }

    @Test
    void snapshotBeyondTheMemorySaysSo() {
        try (TopologyUnderTest small = keeping(64)) {
            small.send(small.header(1), small.tiny.offManifold());

            assertUnexplained(raised(small), "12 samples x 3 classes are more than the 0 MiB kept");
        }
    }

    @Test
    void snapshotWhosePlaceAnotherRunTookSaysSo() {
        // Room for one whole snapshot and not for two halves in records of their own.
        try (TopologyUnderTest small = keeping(12 * 3 * Float.BYTES + 512)) {
            ChunkHeader second = small.header(2);
            ChunkHeader other = small.header(new RunId("other"), 0, 1);
            small.send(second.withSamples(0, 6), small.tiny.offManifold());
            small.send(other.withSamples(0, 6), small.tiny.offManifold());
            small.send(second.withSamples(6, 6), small.tiny.offManifold());

            assertUnexplained(raised(small), "newer ones needed the memory");
        }
    }

    private static TopologyUnderTest keeping(long bytes) {
        Limits limits = new Limits(0.5, Duration.ofSeconds(30), Duration.ofHours(1), 100, 4, 1 << 20, bytes);
        return new TopologyUnderTest(new TopologySettings(Topics.standard(), 1, AlarmRules.standard(), limits));
    }

    private static void sendInChunks(TopologyUnderTest topology, ChunkHeader header) {
        topology.send(header.withSamples(6, 6), topology.tiny.offManifold());
        topology.send(header.withSamples(0, 4), topology.tiny.offManifold());
        topology.send(header.withSamples(4, 2), topology.tiny.offManifold());
    }

    private static DecisionRecord raised(TopologyUnderTest topology) {
        return topology.decisions().stream()
                .filter(each -> each.run().equals(RUN)
                        && each.kind() == AlarmKind.OFF_MANIFOLD
                        && each.state() == DecisionState.RAISED)
                .findFirst()
                .orElseThrow();
    }

    private static void assertExplained(DecisionRecord raised, int samples) {
        Comparison comparison = raised.comparison().orElseThrow();
        double classes =
                raised.classes().stream().mapToDouble(ClassShare::share).sum();
        double listed =
                raised.samples().stream().mapToDouble(SampleShare::share).sum();
        assertEquals(1, classes + comparison.otherClassesShare(), 1e-9);
        assertEquals(1, listed + comparison.otherSamplesShare(), 1e-9);
        assertEquals(Math.min(10, samples), raised.samples().size());
        assertEquals(1 - raised.samples().size() / (double) samples, comparison.otherSamplesShare(), 1e-6);
        assertTrue(comparison.distanceNats() > 0.19);
        assertEquals(3, raised.classes().size());
        for (ClassShare each : raised.classes()) {
            assertEquals(OptionalInt.of((each.label() + 1) % 3), each.predicted());
            assertEquals(OptionalDouble.of(1), each.predictedShare());
            assertEquals(OptionalInt.of(each.label()), each.healthyPredicted());
        }
        for (SampleShare each : raised.samples()) {
            assertEquals(OptionalInt.of(each.sample() % 3), each.label());
            assertEquals(OptionalInt.of((each.sample() + 1) % 3), each.predicted());
        }
    }

    private static void assertUnexplained(DecisionRecord raised, String cause) {
        assertEquals(List.of(), raised.classes());
        assertEquals(List.of(), raised.samples());
        assertEquals(Optional.empty(), raised.comparison());
        assertTrue(
                raised.reason().contains("which classes and samples carry it is not known")
                        && raised.reason().endsWith(cause),
                raised.reason());
    }
}
