package io.thalweg.processor.topology;

import static io.thalweg.processor.topology.TopologyUnderTest.RUN;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Manifolds that are replaced, withdrawn, or rest on too few runs. */
class ManifoldChangeTest {
    private final TopologyUnderTest topology = new TopologyUnderTest();

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void nextSnapshotIsMeasuredAgainstTheManifoldThatReplacedTheOther() {
        TinyManifold other = TinyManifold.of(12, 19, "2");
        topology.sendHealthy(topology.header(1), 0.25);
        topology.load(other);
        topology.sendHealthy(topology.header(2), 0.5);

        List<MetricsRecord> metrics = topology.metrics();
        assertEquals(other.loaded().hash(), metrics.get(1).manifold());
        assertEquals(metrics.get(0).pathLength(), metrics.get(1).pathLength());
    }

    @Test
    void snapshotUnderWayWhileItsManifoldIsReplacedBeginsAnew() {
        float[] whole = topology.tiny.healthy(0.5);
        topology.send(topology.header(1).withSamples(0, 6), whole);
        topology.load(TinyManifold.of(12, 19, "2"));
        topology.send(topology.header(1).withSamples(6, 6), whole);
        topology.send(topology.header(1).withSamples(0, 6), whole);

        assertEquals(List.of("INCOMPLETE"), topology.deadLetterReasons());
        assertEquals(1.0, topology.metrics().get(0).coverage());
    }

    @Test
    void snapshotUnderWayWhileItsManifoldIsWithdrawnIsGivenUp() {
        topology.send(topology.header(1).withSamples(0, 6), topology.tiny.healthy(0.5));
        topology.manifolds.clear();
        topology.pass(Duration.ofMinutes(1));

        assertEquals(List.of("INCOMPLETE"), topology.deadLetterReasons());
        assertEquals(0, topology.storedChunks());
    }

    @Test
    void tooFewHealthyRunsForAlphaRaiseNoDistanceAlarm() {
        topology.load(TinyManifold.of(12, 18, "2"));
        topology.send(topology.header(1), topology.tiny.offManifold());
        topology.send(topology.header(2), topology.tiny.offManifold());

        assertEquals(List.of(), topology.decisions());
        MetricsRecord record = topology.metrics().get(1);
        assertEquals(OptionalDouble.of(1), record.rank());
        assertEquals(OptionalDouble.empty(), record.detectors().orElseThrow().distance());
    }

    @Test
    void manifoldWithoutHealthyRunsGivesNoRank() {
        topology.load(TinyManifold.of(12, 0, "2"));
        topology.sendHealthy(topology.header(1), 0.5);

        assertEquals(OptionalDouble.empty(), topology.metrics().get(0).rank());
    }

    @Test
    void nonFiniteIsAnAlarmWithoutAnyCalibration() {
        topology.load(TinyManifold.of(12, 0, "2"));
        float[] rows = topology.tiny.healthy(0.5);
        rows[0] = Float.NaN;
        topology.send(topology.header(1), rows);

        assertEquals(AlarmKind.NON_FINITE, topology.decisions().get(0).kind());
        assertEquals(RUN, topology.observer.run(RUN).run());
    }
}
