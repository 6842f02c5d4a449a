package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.Observation;
import io.thalweg.processor.tracking.RunState;
import io.thalweg.processor.tracking.RunTracker;
import io.thalweg.processor.tracking.RunUpdate;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.SnapshotKey;
import io.thalweg.protocol.npy.NpyWriter;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuildProgress;
import io.thalweg.reference.build.ReferenceBuilder;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluator;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The evaluation claims to replay what the live processor does: the same runs through both give the same first alarms. */
class ReplayTest {
    private static final int CHECKPOINTS = 12;
    private static final int SAMPLES = 30;
    private static final int CLASSES = 3;
    private static final double ALPHA = 0.05;
    private static final Instant NOW = Instant.parse("2026-11-23T14:00:00Z");

    @TempDir
    private static Path folder;

    private static @Nullable TrajectoryFolder opened;
    private static @Nullable ReferenceManifold manifold;
    private static @Nullable LoadedManifold loaded;

    @BeforeAll
    static void write() throws IOException {
        List<String> entries = new ArrayList<>();
        int[] labels = new int[SAMPLES];
        for (int n = 0; n < SAMPLES; n++) {
            labels[n] = n % CLASSES;
        }
        NpyWriter.writeInts(folder.resolve("labels.npy"), labels);
        for (int i = 0; i < 20; i++) {
            write("c%d.s%d".formatted(i / 2, i % 2), "normal", 0.8 + 0.01 * i, i, OptionalInt.empty(), entries);
        }
        write("slow.s0", "slow", 0.2, 100, OptionalInt.empty(), entries);
        write("shifted.s0", "labels-shifted", 0.9, 101, OptionalInt.of(6), entries);
        write("undeclared.s0", "undeclared", 0.2, 103, OptionalInt.empty(), entries);
        write("broken.s0", "divergence", Double.NaN, 104, OptionalInt.empty(), entries);
        write("sound.s0", "new", 0.9, 102, OptionalInt.empty(), entries);
        Files.writeString(folder.resolve("runs.json"), entries.toString());
        opened = TrajectoryFolder.open(folder);
        manifold = ReferenceBuilder.build(
                        opened, new BuildOptions(OptionalInt.of(60), 2, 0, true, 1e-12), BuildProgress.SILENT)
                .manifold();
        loaded = LoadedManifold.of(ProbeSet.of(labels, CLASSES).id(), "sha256:" + "1".repeat(64), manifold);
    }

    @AfterAll
    static void close() throws IOException {
        Objects.requireNonNull(opened).close();
    }

    @Test
    void liveAndEvaluationRaiseTheSameFirstAlarms() throws IOException {
        TrajectoryFolder runs = Objects.requireNonNull(opened);
        List<EvaluatedRun> evaluated = Evaluator.against(
                        Objects.requireNonNull(manifold),
                        runs,
                        ALPHA,
                        DetectorSettings.defaults(),
                        BuildProgress.SILENT)
                .runs();

        Map<String, List<FirstAlarm>> replayed =
                evaluated.stream().collect(Collectors.toMap(EvaluatedRun::run, run -> ordered(run.alarms())));
        for (RecordedRun run : runs.runs()) {
            assertEquals(replayed.get(run.name()), ordered(live(run)), run.name());
        }
        assertFalse(alarms(replayed, "slow.s0").isEmpty());
        assertEquals(Set.of(AlarmKind.NON_FINITE), kinds(alarms(replayed, "broken.s0")));
        assertTrue(kinds(alarms(replayed, "undeclared.s0")).contains(AlarmKind.STALL));
        assertTrue(kinds(alarms(replayed, "shifted.s0")).contains(AlarmKind.OFF_MANIFOLD));
        assertEquals(List.of(), alarms(replayed, "sound.s0"));
    }

    private static List<FirstAlarm> alarms(Map<String, List<FirstAlarm>> replayed, String run) {
        return replayed.getOrDefault(run, List.of());
    }

    private static Set<AlarmKind> kinds(List<FirstAlarm> alarms) {
        return alarms.stream().map(FirstAlarm::kind).collect(Collectors.toSet());
    }

    private static List<FirstAlarm> ordered(List<FirstAlarm> alarms) {
        return alarms.stream()
                .sorted(Comparator.comparing(FirstAlarm::index).thenComparing(FirstAlarm::kind))
                .toList();
    }

    private static List<FirstAlarm> live(RecordedRun run) throws IOException {
        LoadedManifold reference = Objects.requireNonNull(loaded);
        RunTracker tracker = new RunTracker(AlarmRules.standard());
        RunId id = new RunId(run.name());
        RunState state = RunState.begun(id, 0, NOW);
        RunRecord declared = RunRecord.started(id, 0, Map.of(), run.declaredTotalSteps(), reference.probeSet(), NOW);
        state = tracker.declared(state, declared, NOW).state();
        Map<AlarmKind, FirstAlarm> first = new EnumMap<>(AlarmKind.class);
        for (int t = 0; t < run.checkpoints(); t++) {
            RunUpdate update = tracker.observed(state, observation(run, id, t, reference), NOW);
            state = update.state();
            for (DecisionRecord decision : update.decisions()) {
                if (decision.state() == DecisionState.RAISED) {
                    first.putIfAbsent(decision.kind(), new FirstAlarm(decision.kind(), t, decision.step()));
                }
            }
        }
        RunState last = state;
        run.nonFinite()
                .ifPresent(at -> tracker.observed(last, nonFinite(id, run.step(at.checkpoint()), reference), NOW)
                        .decisions()
                        .forEach(raised -> first.put(
                                raised.kind(), new FirstAlarm(raised.kind(), at.checkpoint(), raised.step()))));
        return List.copyOf(first.values());
    }

    private static Observation nonFinite(RunId id, long step, LoadedManifold reference) {
        return new Observation(new SnapshotKey(id, 0, step, reference.probeSet()), reference, NOW, 1, null, null);
    }

    private static Observation observation(RecordedRun run, RunId id, int checkpoint, LoadedManifold reference)
            throws IOException {
        float[] amplitudes = run.probabilities(checkpoint);
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = (float) Math.sqrt(amplitudes[i]);
        }
        var accumulator = reference.newAccumulator();
        SnapshotSums sums = accumulator.newSums();
        accumulator.add(amplitudes, 0, SAMPLES, sums);
        Measurement measurement = reference.manifold().measure(sums);
        return new Observation(
                new SnapshotKey(id, 0, run.step(checkpoint), reference.probeSet()),
                reference,
                NOW,
                1,
                measurement,
                reference
                        .kinship()
                        .nearest(sums.distances(), measurement.progress())
                        .orElse(null));
    }

    /** A run that grows sure of the true class, or, from a checkpoint on, of the next one. */
    private static void write(
            String run, String kind, double pace, int seed, OptionalInt shiftedFrom, List<String> entries)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (NpyWriter writer = NpyWriter.floats(folder.resolve(run + ".npy"), SAMPLES, CLASSES)) {
            for (int t = 0; t < CHECKPOINTS; t++) {
                boolean shifted = shiftedFrom.isPresent() && t >= shiftedFrom.getAsInt();
                writer.append(snapshot(pace * t / (CHECKPOINTS - 1.0), shifted ? 1 : 0, random));
            }
        }
        String length = kind.equals("undeclared") ? "" : ", \"totalSteps\": " + (CHECKPOINTS - 1);
        entries.add("{\"run\": \"%s\", \"kind\": \"%s\"%s}".formatted(run, kind, length));
    }

    private static float[] snapshot(double certainty, int shift, SplittableRandom random) {
        float[] rows = new float[SAMPLES * CLASSES];
        for (int n = 0; n < SAMPLES; n++) {
            double sure = 1.0 / CLASSES + (0.99 - 1.0 / CLASSES) * certainty * random.nextDouble(0.9, 1);
            for (int c = 0; c < CLASSES; c++) {
                rows[n * CLASSES + c] = (float) (c == (n + shift) % CLASSES ? sure : (1 - sure) / (CLASSES - 1));
            }
        }
        return rows;
    }
}
