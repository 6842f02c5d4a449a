package io.thalweg.processor.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.Snapshot;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.SnapshotKey;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.ComparedBy;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each calibrated alarm by itself: a run that is healthy up to its middle, and then is not in one way. */
class AlarmKindsTest {
    private static final RunId RUN = new RunId("resnet-a.s3");
    /** A fall in progress with no climb in loss, which snapshots of the geodesic do not have. */
    private static final double LOSS_OF_ITS_BEST = -1;

    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    private final TinyManifold tiny = TinyManifold.trained();
    private final RunTracker tracker = new RunTracker(AlarmRules.standard());
    private final List<DecisionRecord> decisions = new ArrayList<>();
    private RunState state = RunState.begun(RUN, 0, NOW);
    private MetricsRecord latest = healthyTo(4);

    /** What one snapshot is like where it differs from a healthy one at this progress. */
    private record Figures(double progress, double offNats, double toTruthMore, double tubeNats) {
        static Figures healthy(double progress) {
            return new Figures(progress, 0.01, 0, 1e-6);
        }
    }

    @Test
    void healthyRunRaisesNothingAndIsFamiliar() {
        for (int t = 5; t <= 10; t++) {
            observe(10L * t, Figures.healthy(0.09 * t));
        }

        assertEquals(List.of(), decisions);
        assertEquals(Optional.of(Familiarity.FAMILIAR), latest.familiarity());
        assertEquals(Optional.of(ComparedBy.FRACTION), latest.comparedBy());
        assertTrue(latest.detectors().orElseThrow().largest().orElseThrow() < 1);
    }

    @Test
    void distanceIsOffManifold() {
        observe(60, new Figures(0.54, 0.3, 0, 0.3));

        assertRaised(AlarmKind.OFF_MANIFOLD, "0.3 nats from ");
        assertEquals(Optional.of(Familiarity.OFF), latest.familiarity());
    }

    @Test
    void fallingBackIsRegression() {
        observe(60, Figures.healthy(0.54));
        observe(62, new Figures(0.4, 0.01, LOSS_OF_ITS_BEST, 1e-6));
        observe(64, new Figures(0.4, 0.01, LOSS_OF_ITS_BEST, 1e-6));

        assertRaised(AlarmKind.REGRESSION, "progress 0.40, 0.14 below its best 0.54; healthy runs lose at most ");
    }

    @Test
    void stayingBehindIsStall() {
        observe(100, Figures.healthy(0.38));

        assertRaised(
                AlarmKind.STALL,
                "progress 0.38 at 100% of the run; the slowest healthy run had 0.60, and others come at most 0.21 behind it");
    }

    @Test
    void climbingIsOverFitting() {
        observe(60, Figures.healthy(0.54));
        observe(70, new Figures(0.63, 0.01, 0.3, 1e-6));

        assertRaised(AlarmKind.OVERFIT, " above its best ");
    }

    @Test
    void alarmIsClearedByTheSecondSnapshotUnderTheThreshold() {
        observe(60, new Figures(0.54, 0.3, 0, 1e-6));
        observe(61, Figures.healthy(0.549));
        observe(62, Figures.healthy(0.558));

        assertEquals(
                List.of(DecisionState.RAISED, DecisionState.CLEARED),
                decisions.stream().map(DecisionRecord::state).toList());
        assertEquals(62, decisions.get(1).step());
        assertEquals(List.of(), latest.alarms());
    }

    @Test
    void excessOfARunThatNeverRoseIsStall() {
        state = RunState.begun(RUN, 0, NOW);
        declare();
        observe(90, new Figures(0.02, 0.01, 0.3, 1e-6));

        assertEquals(Set.of(AlarmKind.STALL), kinds());
        assertTrue(
                decisions.get(0).reason().contains("the slowest healthy run had 0.54"),
                decisions.get(0).reason());
    }

    @Test
    void beyondTheBoundaryARunIsUnfamiliarForItsWholeLifeWithoutAnAlarm() {
        observe(60, new Figures(0.54, 0.02, 0, 0.06));
        observe(70, Figures.healthy(0.63));

        assertEquals(List.of(), decisions);
        assertEquals(Optional.of(Familiarity.UNFAMILIAR), latest.familiarity());
        assertTrue(latest.tube().orElseThrow().share().orElseThrow() > 1);
        assertEquals("config3", latest.tube().orElseThrow().config());
    }

    @Test
    void runThatDeclaresNoLengthIsComparedByStepAndSaysSo() {
        state = RunState.begun(RUN, 0, NOW);
        observe(300, Figures.healthy(0.1));

        assertEquals(Optional.of(ComparedBy.STEP), latest.comparedBy());
        assertTrue(
                decisions
                        .get(0)
                        .reason()
                        .endsWith(
                                "(no length is declared: compared by step, with healthy runs that had 3 times fewer)"),
                decisions.get(0).reason());
    }

    @Test
    void anotherManifoldStartsTheScoresAnew() {
        observe(60, new Figures(0.54, 0.3, 0, 0.3));
        Course there = Objects.requireNonNull(state.tracks().get(tiny.loaded().probeSet()))
                .course()
                .onAnotherManifold();

        assertEquals(0, there.detectors().largest());
        assertEquals(0.54, there.bestProgress());
    }

    private void assertRaised(AlarmKind kind, String reason) {
        assertEquals(Set.of(kind), kinds());
        DecisionRecord raised = decisions.get(0);
        assertEquals(DecisionState.RAISED, raised.state());
        assertEquals(Optional.of("off"), raised.severity());
        assertTrue(raised.share().orElseThrow() > 1);
        assertEquals(0.05, raised.alpha().orElseThrow());
        assertTrue(raised.reason().contains(reason), raised.reason());
        assertEquals(List.of(kind), latest.alarms());
    }

    private Set<AlarmKind> kinds() {
        return Set.copyOf(decisions.stream().map(DecisionRecord::kind).toList());
    }

    private MetricsRecord healthyTo(int t) {
        declare();
        for (int i = 1; i <= t; i++) {
            observe(10L * i, Figures.healthy(0.09 * i));
        }
        return latest;
    }

    private void declare() {
        RunRecord record = RunRecord.started(
                RUN,
                0,
                Map.of(),
                OptionalLong.of(TinyManifold.STEPS),
                tiny.loaded().probeSet(),
                NOW);
        state = tracker.declared(state, record, NOW).state();
    }

    private void observe(long step, Figures figures) {
        float[] rows = tiny.healthy(figures.progress());
        Measurement healthy =
                tiny.loaded().manifold().measureExactly(Snapshot.ofProbabilities(12, 3, rows), ProgressMetric.GEODESIC);
        Measurement measurement = new Measurement(
                12,
                figures.progress(),
                figures.offNats(),
                Double.NaN,
                healthy.nearest(),
                healthy.projection(),
                figures.toTruthMore() == LOSS_OF_ITS_BEST ? 0.1 : healthy.distanceToTruthNats() + figures.toTruthMore(),
                healthy.distanceToIgnoranceNats());
        SnapshotKey key = new SnapshotKey(RUN, 0, step, tiny.loaded().probeSet());
        Observation observation =
                new Observation(key, tiny.loaded(), NOW, 1, measurement, new Tube("config3", figures.tubeNats()));
        RunUpdate update = tracker.observed(state, observation, NOW);
        state = update.state();
        latest = update.metrics().orElseThrow();
        decisions.addAll(update.decisions());
    }
}
