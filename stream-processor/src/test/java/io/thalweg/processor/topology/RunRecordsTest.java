package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.Acknowledgement;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What trainers say about their runs, and how many runs are followed. */
class RunRecordsTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void tagsAndTotalMayComeAfterTheFirstSnapshot() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.declare(topology.started(RUN, 0, Map.of("arch", "resnet")));
        topology.sendHealthy(topology.header(2), 0.5);

        var metrics = topology.metrics();
        assertEquals(Map.of(), metrics.get(0).tags());
        assertEquals(Map.of("arch", "resnet"), metrics.get(1).tags());
        assertEquals(OptionalLong.of(TopologyUnderTest.LENGTH), metrics.get(1).totalSteps());
        assertEquals(Map.of("arch", "resnet"), topology.observer.run(RUN).tags());
    }

    @Test
    void tooManyTagsAreRefused() {
        RunRecord sound = topology.started(RUN, 0, Map.of("arch", "resnet"));
        String json = new String(JsonFormat.runs().write(sound), StandardCharsets.UTF_8);
        topology.declare(
                RUN.value(),
                json.replace("\"resnet\"", "\"" + "x".repeat(10_000) + "\"").getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("BAD_TAGS"), topology.deadLetterReasons());
    }

    @Test
    void runRecordThatIsNoneIsRefused() {
        topology.declare(RUN.value(), "{}".getBytes(StandardCharsets.UTF_8));

        assertEquals(List.of("MALFORMED"), topology.deadLetterReasons());
    }

    @Test
    void runRecordUnderTheKeyOfAnotherRunIsRefused() {
        topology.declare("other", JsonFormat.runs().write(topology.started(RUN, 0, Map.of())));

        assertEquals(List.of("KEY_MISMATCH"), topology.deadLetterReasons());
    }

    @Test
    void acknowledgementIsRelayedOnce() {
        topology.send(topology.header(1), topology.tiny.offManifold());
        topology.send(topology.header(2), topology.tiny.offManifold());
        RunRecord started = topology.started(RUN, 0, Map.of());
        RunRecord acknowledging = started.acknowledging(
                new Acknowledgement(AlarmKind.OFF_MANIFOLD, 2, "stopped", topology.clock.instant()));
        topology.declare(started);
        topology.declare(acknowledging);
        topology.declare(acknowledging.ended(RunState.STOPPED, topology.clock.instant()));

        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(2, decisions.size());
        assertEquals(DecisionState.ACKNOWLEDGED, decisions.get(1).state());
        assertEquals(Optional.of("stopped"), decisions.get(1).action());
        assertEquals(2, decisions.get(1).step());
    }

    @Test
    void endedRunIsNoLongerShownButItsLastSnapshotIsMeasured() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.declare(topology.started(RUN, 0, Map.of()).ended(RunState.FINISHED, topology.clock.instant()));
        topology.sendHealthy(topology.header(2), 0.5);

        assertEquals(2, topology.metrics().size());
        assertFalse(topology.observer.runs.containsKey(RUN));
    }

    @Test
    void runThatSendsNothingForADayIsForgotten() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.pass(Duration.ofHours(25));

        assertFalse(topology.observer.runs.containsKey(RUN));
        assertEquals(0, topology.driver.getKeyValueStore("runs").approximateNumEntries());
    }

    @Test
    void deletedRunIsForgottenAfterItsUnfinishedSnapshotIsClosed() {
        topology.send(topology.header(1).withSamples(0, 8), topology.tiny.healthy(0.25));
        topology.delete(RUN);

        assertEquals(1, topology.metrics().size());
        assertFalse(topology.observer.runs.containsKey(RUN));
    }

    @Test
    void runsBeyondTheCapAreRefusedByNameAndHoldNoMemory() {
        try (TopologyUnderTest small = withRuns(2)) {
            for (int run = 0; run < 1_000; run++) {
                small.sendHealthy(small.header(new RunId("run-" + run), 0, 1), 0.5);
            }

            assertEquals(2, small.metrics().size());
            assertEquals(
                    998,
                    small.deadLetterReasons().stream()
                            .filter("TOO_MANY_RUNS"::equals)
                            .count());
            assertEquals(2, small.driver.getKeyValueStore("runs").approximateNumEntries());
        }
    }

    @Test
    void deadLetterBeyondTheCapHasNoValue() {
        try (TopologyUnderTest small = withRuns(1)) {
            small.sendHealthy(small.header(RUN, 0, 1), 0.5);
            small.sendHealthy(small.header(new RunId("second"), 0, 1), 0.5);

            assertEquals(null, small.deadLetters().get(0).value());
        }
    }

    @Test
    void runThatEndedLongestAgoMakesRoomForANewOne() {
        try (TopologyUnderTest small = withRuns(2)) {
            for (String run : List.of("first", "second")) {
                small.declare(
                        small.started(new RunId(run), 0, Map.of()).ended(RunState.FINISHED, small.clock.instant()));
                small.clock.advance(Duration.ofSeconds(1));
            }
            small.sendHealthy(small.header(RUN, 0, 1), 0.5);

            assertEquals(List.of(), small.observer.rejections);
            assertEquals(null, small.driver.getKeyValueStore("runs").get("first"));
        }
    }

    @Test
    void declaredRunBeyondTheCapIsRefused() {
        try (TopologyUnderTest small = withRuns(1)) {
            small.declare(small.started(RUN, 0, Map.of()));
            small.declare(small.started(new RunId("second"), 0, Map.of()));

            assertEquals(List.of(RejectionReason.TOO_MANY_RUNS), small.observer.rejections);
        }
    }

    private static TopologyUnderTest withRuns(int most) {
        Limits limits = new Limits(0.5, Duration.ofSeconds(30), Duration.ofHours(1), most, 4, 1 << 20, 1 << 20);
        return new TopologyUnderTest(new TopologySettings(Topics.standard(), 1, AlarmRules.standard(), limits));
    }
}
