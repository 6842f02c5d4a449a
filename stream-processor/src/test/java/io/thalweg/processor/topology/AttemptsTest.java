package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Restarts of a run. */
class AttemptsTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void higherAttemptBeginsAnewWithStepsRewound() {
        topology.sendHealthy(topology.header(RUN, 0, 10), 0.75);
        topology.sendHealthy(topology.header(RUN, 1, 5), 0.25);

        MetricsRecord second = topology.metrics().get(1);
        assertEquals(1, second.attempt());
        assertEquals(5, second.step());
        assertEquals(0.25, second.bestProgress().orElseThrow(), 1e-3);
        assertEquals(0, second.pathLength().orElseThrow());
    }

    @Test
    void lowerAttemptIsCountedAndIgnored() {
        topology.sendHealthy(topology.header(RUN, 1, 10), 0.75);
        topology.sendHealthy(topology.header(RUN, 0, 11), 0.75);

        assertEquals(1, topology.metrics().size());
        assertEquals(List.of(RejectionReason.STALE_ATTEMPT), topology.observer.rejections);
        assertEquals(List.of(), topology.deadLetters());
    }

    @Test
    void higherAttemptClearsTheAlarmsOfTheOneBefore() {
        topology.send(topology.header(RUN, 0, 1), topology.tiny.offManifold());
        topology.send(topology.header(RUN, 0, 2), topology.tiny.offManifold());
        topology.sendHealthy(topology.header(RUN, 1, 1), 0.25);

        List<DecisionRecord> decisions = topology.decisions();
        assertEquals(
                List.of(DecisionState.RAISED, DecisionState.CLEARED),
                decisions.stream().map(DecisionRecord::state).toList());
        assertEquals(0, decisions.get(1).attempt());
        assertEquals(AlarmKind.OFF_MANIFOLD, decisions.get(1).kind());
        assertTrue(topology.observer.run(RUN).alarms().isEmpty());
    }

    @Test
    void higherAttemptDropsUnfinishedSnapshots() {
        topology.send(topology.header(RUN, 0, 1).withSamples(0, 8), topology.tiny.healthy(0.5));
        topology.send(topology.header(RUN, 1, 1).withSamples(0, 4), topology.tiny.healthy(0.5));

        assertEquals(1, topology.storedChunks());
        assertEquals(List.of(RejectionReason.STALE_ATTEMPT), topology.observer.rejections);
    }

    @Test
    void runRecordOfAHigherAttemptSupersedesToo() {
        topology.sendHealthy(topology.header(RUN, 0, 10), 0.75);
        topology.declare(topology.started(RUN, 1, Map.of()));
        topology.sendHealthy(topology.header(RUN, 0, 11), 0.75);

        assertEquals(1, topology.metrics().size());
        assertEquals(1, topology.observer.run(RUN).attempt());
    }

    @Test
    void runRecordOfALowerAttemptIsCountedAndIgnored() {
        topology.declare(topology.started(RUN, 1, Map.of("arch", "new")));
        topology.declare(topology.started(RUN, 0, Map.of("arch", "old")));

        assertEquals(Map.of("arch", "new"), topology.observer.run(RUN).tags());
        assertEquals(List.of(RejectionReason.STALE_ATTEMPT), topology.observer.rejections);
    }

    @Test
    void endOfAnEarlierAttemptDoesNotEndALaterOne() {
        topology.declare(topology.started(RUN, 0, Map.of())
                .ended(io.thalweg.protocol.record.RunState.FAILED, topology.clock.instant()));
        topology.sendHealthy(topology.header(RUN, 1, 1), 0.5);

        assertEquals(1, topology.observer.run(RUN).attempt());
    }
}
