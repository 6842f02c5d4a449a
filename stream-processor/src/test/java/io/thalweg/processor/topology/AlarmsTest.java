package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Alarms on the decisions topic. */
class AlarmsTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void firstSnapshotOffTheManifoldRaisesTheAlarmWithItsFigures() {
        topology.send(topology.header(1), topology.tiny.offManifold());
        topology.send(topology.header(2), topology.tiny.offManifold());

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(List.of(AlarmKind.OFF_MANIFOLD), metrics.get(0).alarms());
        assertEquals(Optional.of(Familiarity.OFF), metrics.get(0).familiarity());
        assertEquals(1.0, metrics.get(0).rank().orElseThrow());
        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(1, decisions.size());
        DecisionRecord raised = decisions.get(0);
        assertEquals(DecisionState.RAISED, raised.state());
        assertEquals(1, raised.step());
        assertEquals(Optional.of("off"), raised.severity());
        assertEquals(
                metrics.get(0).detectors().orElseThrow().distance().orElseThrow(),
                raised.share().orElseThrow());
        assertEquals(0.05, raised.alpha().orElseThrow());
        assertTrue(raised.stopAdvised());
        assertFalse(raised.shadow());
        assertTrue(raised.reason().contains("healthy runs stay below 0.19 here"), raised.reason());
    }

    @Test
    void twoSnapshotsBackOnTheManifoldClearTheAlarm() {
        topology.send(topology.header(1), topology.tiny.offManifold());
        for (int step = 2; step <= 4; step++) {
            topology.sendHealthy(topology.header(step), 0.5);
        }

        DecisionRecord cleared = topology.decisions().get(1);
        assertEquals(DecisionState.CLEARED, cleared.state());
        assertEquals(3, cleared.step());
        assertFalse(cleared.stopAdvised());
        assertEquals(List.of("OFF_MANIFOLD RAISED", "OFF_MANIFOLD CLEARED"), topology.observer.decisions);
    }

    @Test
    void quietRunIsSilentUntilItSpeaksAgain() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.pass(Duration.ofMinutes(11));
        topology.pass(Duration.ofMinutes(11));
        Set<AlarmKind> whileSilent = topology.observer.run(RUN).alarms();
        topology.sendHealthy(topology.header(2), 0.5);

        assertEquals(Set.of(AlarmKind.SILENT), whileSilent);
        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(
                List.of(DecisionState.RAISED, DecisionState.CLEARED),
                decisions.stream().map(DecisionRecord::state).toList());
        assertEquals(AlarmKind.SILENT, decisions.get(0).kind());
        assertEquals(1, decisions.get(0).step());
        assertFalse(decisions.get(0).stopAdvised());
        assertEquals(List.of(), topology.metrics().get(1).alarms());
    }

    @Test
    void chunkOfAnUnfinishedSnapshotBreaksTheSilence() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.pass(Duration.ofMinutes(9));
        topology.send(topology.header(2).withSamples(0, 1), topology.tiny.healthy(0.25));
        topology.pass(Duration.ofMinutes(9));

        assertEquals(List.of(), topology.decisions());
    }

    @Test
    void runThatWasDeclaredAndSendsNothingIsSilent() {
        topology.declare(topology.started(RUN, 0, Map.of()));
        topology.pass(Duration.ofMinutes(11));

        assertEquals(AlarmKind.SILENT, topology.decisions().get(0).kind());
    }

    @Test
    void clockThatIsSetAheadMakesNobodySilent() {
        topology.sendHealthy(topology.header(1), 0.25);

        topology.setClock(Duration.ofHours(1));

        assertEquals(List.of(), topology.decisions());
    }

    @Test
    void silenceIsFoundAfterTheClockWasSetBack() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.setClock(Duration.ofHours(-1));

        topology.pass(Duration.ofMinutes(11));

        assertEquals(AlarmKind.SILENT, topology.decisions().get(0).kind());
    }

    @Test
    void endedRunIsNeverSilent() {
        topology.sendHealthy(topology.header(1), 0.25);
        topology.declare(topology.started(RUN, 0, Map.of()).ended(RunState.FINISHED, topology.clock.instant()));
        topology.pass(Duration.ofHours(1));

        assertEquals(List.of(), topology.decisions());
    }

    @Test
    void alarmsOfOneRunAreNotAnothers() {
        RunId other = new RunId("other");
        for (int step = 1; step <= 2; step++) {
            topology.send(topology.header(step), topology.tiny.offManifold());
            topology.sendHealthy(topology.header(other, 0, step), 0.5);
        }

        assertEquals(
                Set.of(RUN),
                topology.decisions().stream().map(DecisionRecord::run).collect(Collectors.toSet()));
        assertTrue(topology.observer.run(other).alarms().isEmpty());
    }
}
