package io.thalweg.processor.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.Snapshot;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.SnapshotKey;
import io.thalweg.protocol.policy.Budget;
import io.thalweg.protocol.policy.Grace;
import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.Withheld;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunTrackerTest {
    private static final RunId RUN = new RunId("resnet-a.s3");
    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    private final TinyManifold tiny = TinyManifold.of(12);
    private final RunTracker tracker = new RunTracker(AlarmRules.standard());

    @Test
    void recordIsOfTheMeasurement() {
        Measurement measurement = measure(tiny.healthy(0.3));
        RunUpdate update = tracker.observed(begun(), observation(7, measurement), NOW);

        var record = update.metrics().orElseThrow();
        assertEquals(7, record.step());
        assertEquals(OptionalDouble.of(measurement.progress()), record.progress());
        assertEquals(OptionalDouble.of(measurement.offManifoldNats()), record.offManifoldNats());
        assertEquals(OptionalDouble.of(measurement.distanceToTruthNats()), record.distanceToTruthNats());
        assertEquals(
                measurement.offManifoldNats() / TinyManifold.THRESHOLD,
                record.detectors().orElseThrow().distance().orElseThrow(),
                1e-12);
    }

    @Test
    void pathLengthIsTwiceTheRootOfTheInterval() {
        Measurement first = measure(tiny.healthy(0.2));
        Measurement second = measure(tiny.healthy(0.6));
        RunState state = observe(begun(), 1, first).state();
        RunUpdate update = observe(state, 2, second);

        double interval = tiny.loaded()
                .manifold()
                .embedding()
                .interval(first.projection().coordinates(), second.projection().coordinates());
        assertTrue(interval > 0);
        assertEquals(
                2 * Math.sqrt(interval),
                update.metrics().orElseThrow().pathLength().orElseThrow(),
                1e-12);
    }

    @Test
    void rankIsOfTheLargestScoreSoFar() {
        RunState state = observe(begun(), 1, measure(tiny.offManifold())).state();
        RunUpdate update = observe(state, 2, measure(tiny.healthy(0.5)));

        assertEquals(OptionalDouble.of(1), update.metrics().orElseThrow().rank());
    }

    @Test
    void nonFiniteIsRaisedAtOnceAndClearedAfterTwo() {
        RunUpdate first = observe(begun(), 1, null);
        RunUpdate second = observe(first.state(), 2, measure(tiny.healthy(0.5)));
        RunUpdate third = observe(second.state(), 3, measure(tiny.healthy(0.5)));

        assertEquals(DecisionState.RAISED, first.decisions().get(0).state());
        assertTrue(first.decisions().get(0).stopAdvised());
        assertEquals(List.of(), second.decisions());
        assertEquals(DecisionState.CLEARED, third.decisions().get(0).state());
    }

    @Test
    void nonFiniteSnapshotSaysNothingOfTheDistance() {
        RunState state = observe(begun(), 1, measure(tiny.offManifold())).state();
        RunUpdate update = observe(state, 2, null);

        assertEquals(
                Set.of(AlarmKind.NON_FINITE, AlarmKind.OFF_MANIFOLD),
                update.state().alarms());
    }

    @Test
    void shadowPolicyIsToldInEveryDecision() {
        Policy shadow = new Policy("watching", Set.of(AlarmKind.NON_FINITE), 1, Grace.NONE, Budget.UNLIMITED, true);
        RunTracker observing = new RunTracker(AlarmRules.under(shadow));
        DecisionRecord decision = observing
                .observed(begun(), observation(1, null), NOW)
                .decisions()
                .get(0);

        assertTrue(decision.shadow());
        assertFalse(decision.stopAdvised());
        assertEquals(Optional.of(Withheld.SHADOW), decision.withheld());
        assertEquals("watching", decision.policy());
    }

    @Test
    void policyDecidesWhichAlarmsAdviseToStop() {
        Policy lenient = new Policy("lenient", Set.of(), 1, Grace.NONE, Budget.UNLIMITED, false);
        RunTracker tolerant = new RunTracker(AlarmRules.under(lenient));

        assertFalse(tolerant.observed(begun(), observation(1, null), NOW)
                .decisions()
                .get(0)
                .stopAdvised());
    }

    @Test
    void stateSurvivesItsBytes() {
        RunRecord declared = RunRecord.started(
                RUN,
                0,
                Map.of("arch", "resnet"),
                OptionalLong.of(90),
                tiny.loaded().probeSet(),
                NOW);
        RunState state = tracker.declared(begun(), declared, NOW).state();
        state = observe(state, 1, measure(tiny.offManifold())).state();
        state = observe(state, 2, null).state();
        state = tracker.silent(state, Duration.ofMinutes(10), NOW).state();

        assertEquals(state, RunStateCodec.decode(RunStateCodec.encode(state)).orElseThrow());
    }

    @Test
    void bytesOfAnEarlierVersionAreNoState() {
        byte[] bytes = RunStateCodec.encode(
                observe(begun(), 1, measure(tiny.healthy(0.5))).state());
        bytes[0] = 2;

        assertTrue(RunStateCodec.decode(bytes).isEmpty());
    }

    @Test
    void stateIsSmall() {
        RunState before = begun();
        RunState after = observe(before, 1, measure(tiny.offManifold())).state();

        assertTrue(RunStateCodec.encode(after).length < 1500);
    }

    @Test
    void damagedBytesAreNoState() {
        byte[] bytes = RunStateCodec.encode(
                observe(begun(), 1, measure(tiny.healthy(0.5))).state());
        for (int length = 0; length < bytes.length; length++) {
            assertTrue(RunStateCodec.decode(Arrays.copyOf(bytes, length)).isEmpty());
        }
    }

    private static RunState begun() {
        return RunState.begun(RUN, 0, NOW);
    }

    private RunUpdate observe(RunState state, long step, @Nullable Measurement measurement) {
        return tracker.observed(state, observation(step, measurement), NOW);
    }

    private Observation observation(long step, @Nullable Measurement measurement) {
        SnapshotKey key = new SnapshotKey(RUN, 0, step, tiny.loaded().probeSet());
        return new Observation(key, tiny.loaded(), NOW, 1, measurement, null);
    }

    private Measurement measure(float[] probabilities) {
        return tiny.loaded()
                .manifold()
                .measureExactly(Snapshot.ofProbabilities(12, 3, probabilities), ProgressMetric.GEODESIC);
    }
}
