package io.thalweg.reference.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.reference.Trajectories;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuildProgress;
import io.thalweg.reference.build.ReferenceBuilder;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twelve healthy runs of six configurations; one run that learns nothing, one that ends in NaN. */
class EvaluatorTest {
    private static final int CHECKPOINTS = 8;
    private static final int SAMPLES = 12;
    private static final int CLASSES = 3;
    private static final BuildOptions OPTIONS =
            new BuildOptions(OptionalInt.of(24), 2, 0, true, Divergence.DEFAULT_FLOOR);

    @TempDir
    private static Path runs;

    @BeforeAll
    static void write() throws IOException {
        Trajectories.labels(runs, SAMPLES, CLASSES);
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String name = "c%d.s%d".formatted(i / 2, i % 2);
            Trajectories.run(runs, name, CHECKPOINTS, SAMPLES, CLASSES, i);
            entries.add("{\"run\": \"%s\", \"totalSteps\": %d}".formatted(name, CHECKPOINTS - 1));
        }
        Trajectories.runWith(runs, "idle.s0", CHECKPOINTS, SAMPLES, CLASSES, (t, n, c) -> 1f / CLASSES);
        Trajectories.runWith(
                runs, "broken.s0", CHECKPOINTS, SAMPLES, CLASSES, (t, n, c) -> t < 1 ? 1f / CLASSES : Float.NaN);
        entries.add("{\"run\": \"idle.s0\", \"kind\": \"frozen\", \"totalSteps\": 7}");
        entries.add("{\"run\": \"broken.s0\", \"kind\": \"divergence\", \"totalSteps\": 7}");
        Files.writeString(runs.resolve("runs.json"), entries.toString());
    }

    private static Evaluation crossValidate(int folds, double alpha) throws IOException {
        try (TrajectoryFolder folder = TrajectoryFolder.open(runs)) {
            return Evaluator.crossValidate(
                    folder, folds, OPTIONS, alpha, DetectorSettings.defaults(), BuildProgress.SILENT);
        }
    }

    private static EvaluatedRun run(Evaluation evaluation, String name) {
        return evaluation.runs().stream()
                .filter(run -> run.run().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyHealthyRunIsEvaluatedOnceWhereItsConfigurationWasLeftOut() throws IOException {
        Evaluation evaluation = crossValidate(3, 0.2);

        assertEquals(12, evaluation.ours().healthy());
        assertTrue(evaluation.only(EvaluatedRun::healthy).runs().stream().noneMatch(EvaluatedRun::configurationSeen));
        assertEquals(0, run(evaluation, "c0.s0").fold());
        assertEquals(0, run(evaluation, "c3.s0").fold());
        assertEquals(1, run(evaluation, "c1.s0").fold());
    }

    @Test
    void everyAbnormalRunIsEvaluatedInEveryFold() throws IOException {
        Evaluation evaluation = crossValidate(3, 0.2);

        assertEquals(6, evaluation.ours().abnormal());
        assertEquals(OptionalDouble.of(1), evaluation.ours().detectionRate());
    }

    @Test
    void aRunThatLearnsNothingStalls() throws IOException {
        EvaluatedRun idle = run(crossValidate(3, 0.2), "idle.s0");

        assertTrue(idle.alarms().stream().anyMatch(alarm -> alarm.kind() == AlarmKind.STALL), idle.toString());
    }

    @Test
    void aNonFiniteSnapshotIsAnAlarmForBoth() throws IOException {
        EvaluatedRun broken = run(crossValidate(3, 0.2), "broken.s0");

        FirstAlarm expected = new FirstAlarm(AlarmKind.NON_FINITE, 1, 1);
        assertEquals(List.of(expected), broken.alarms());
        assertEquals(List.of(expected), broken.rival());
        assertTrue(broken.notLaterThanRival());
    }

    @Test
    void kindsPartitionTheAbnormalRuns() throws IOException {
        Evaluation evaluation = crossValidate(3, 0.2);

        assertEquals(
                List.of("divergence", "frozen"), List.copyOf(evaluation.byKind().keySet()));
        assertEquals(
                List.of(3, 3),
                evaluation.byKind().values().stream()
                        .map(kind -> kind.runs().size())
                        .toList());
    }

    @Test
    void anAlphaThatTheRunsDoNotSupportIsRefusedWithTheSmallest() {
        EvaluationException refused = assertThrows(EvaluationException.class, () -> crossValidate(3, 0.05));

        assertTrue(refused.toString().contains("8 reference runs support 0.111"), refused.toString());
    }

    @Test
    void moreFoldsThanConfigurationsAreRefused() {
        assertThrows(EvaluationException.class, () -> crossValidate(6, 0.2));
    }

    @Test
    void healthyRunsOfTheReferenceItselfAreNoted() throws IOException {
        try (TrajectoryFolder folder = TrajectoryFolder.open(runs)) {
            ReferenceManifold manifold = ReferenceBuilder.build(folder, OPTIONS, BuildProgress.SILENT)
                    .manifold();

            Evaluation evaluation =
                    Evaluator.against(manifold, folder, 0.2, DetectorSettings.defaults(), BuildProgress.SILENT);

            assertTrue(evaluation.findings().get(0).startsWith("12 of the healthy runs are the reference's own"));
            assertEquals(2, evaluation.ours().abnormal());
        }
    }
}
