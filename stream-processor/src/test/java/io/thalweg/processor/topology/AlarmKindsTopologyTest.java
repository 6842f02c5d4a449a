package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of alarm from predictions on the topic to a decision on the topic. */
class AlarmKindsTopologyTest {
    private final TopologyUnderTest topology = new TopologyUnderTest(TinyManifold.trained());

    @BeforeEach
    void declare() {
        topology.declare(RunRecord.started(
                RUN,
                0,
                Map.of(),
                OptionalLong.of(TinyManifold.STEPS),
                topology.tiny.loaded().probeSet(),
                topology.clock.instant()));
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void healthyRunRaisesNothing() {
        healthyTo(100);

        assertEquals(List.of(), topology.decisions());
        MetricsRecord last = topology.metrics().get(9);
        assertNotEquals(Familiarity.OFF, last.familiarity().orElseThrow());
        assertTrue(last.tube().orElseThrow().boundaryNats().orElseThrow() > 0);
        assertTrue(last.detectors().orElseThrow().largest().orElseThrow() < 1);
    }

    @Test
    void wrongClassesAreOffManifold() {
        healthyTo(50);
        topology.send(topology.header(60), topology.tiny.offManifold());

        assertTrue(kinds().contains(AlarmKind.OFF_MANIFOLD));
    }

    @Test
    void fallTowardsIgnoranceIsRegression() {
        healthyTo(50);
        topology.sendHealthy(topology.header(52), 0.3);
        topology.sendHealthy(topology.header(54), 0.3);

        assertTrue(kinds().contains(AlarmKind.REGRESSION));
    }

    @Test
    void runThatLearnsNothingIsStalledAndNothingElse() {
        for (int step = 10; step <= 100; step += 10) {
            topology.sendHealthy(topology.header(step), 0);
        }

        assertEquals(Set.of(AlarmKind.STALL), kinds());
    }

    @Test
    void lossThatClimbsAwayIsOverFitting() {
        healthyTo(70);
        topology.send(topology.header(80), mixed(topology.tiny.healthy(0.9), topology.tiny.offManifold()));

        assertTrue(kinds().contains(AlarmKind.OVERFIT));
    }

    @Test
    void alarmsClearWhenTheRunIsBack() {
        healthyTo(50);
        topology.sendHealthy(topology.header(52), 0.3);
        topology.sendHealthy(topology.header(54), 0.3);
        topology.sendHealthy(topology.header(60), 0.54);
        topology.sendHealthy(topology.header(70), 0.63);

        List<DecisionRecord> decisions = topology.decisions();
        long raised = decisions.stream()
                .filter(each -> each.state() == DecisionState.RAISED)
                .count();
        List<DecisionRecord> cleared = decisions.stream()
                .filter(each -> each.state() == DecisionState.CLEARED)
                .toList();
        assertEquals(raised, cleared.size());
        cleared.forEach(each -> assertEquals(70, each.step()));
    }

    private void healthyTo(int last) {
        for (int step = 10; step <= last; step += 10) {
            topology.sendHealthy(topology.header(step), 0.009 * step);
        }
    }

    private Set<AlarmKind> kinds() {
        return topology.decisions().stream().map(DecisionRecord::kind).collect(Collectors.toSet());
    }

    /** A quarter of the samples of the second, the rest of the first. */
    private static float[] mixed(float[] most, float[] some) {
        float[] mixed = most.clone();
        System.arraycopy(some, 0, mixed, 0, some.length / 4);
        return mixed;
    }
}
