package io.thalweg.reference.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.reference.Trajectories;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceBuilderTest {
    private static final int CHECKPOINTS = 6;

    @TempDir
    private Path folder;

    @BeforeEach
    void fourRunsOfTwoConfigurations() throws IOException {
        Trajectories.labels(folder, 20, 4);
        for (String run : List.of("mlp.s0", "mlp.s1", "cnn.s0", "cnn.s1")) {
            Trajectories.run(folder, run, CHECKPOINTS, 20, 4, run.hashCode());
        }
    }

    @Test
    void landmarksAreAllSnapshotsAndTheAnchors() throws IOException {
        assertEquals(4 * CHECKPOINTS + 2, build(all(3)).manifold().landmarks().size());
    }

    @Test
    void withoutAnchorsOnlySnapshotsAreLandmarks() throws IOException {
        BuildOptions options = new BuildOptions(OptionalInt.empty(), 3, 0, false, Divergence.DEFAULT_FLOOR);
        assertTrue(build(options).manifold().landmarks().stream().noneMatch(Landmark::isAnchor));
    }

    @Test
    void farthestPointSamplingTakesTheNumberAskedFor() throws IOException {
        ReferenceManifold manifold = build(sampled(9, 0)).manifold();
        assertEquals(9, manifold.landmarks().stream().distinct().count());
    }

    @Test
    void everyLandmarkProjectsOntoItsOwnCoordinates() throws IOException {
        ReferenceManifold manifold = build(sampled(12, 0)).manifold();
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            for (int j = 0; j < 12; j++) {
                Landmark landmark = manifold.landmarks().get(j);
                if (!landmark.isAnchor()) {
                    Measurement measured = manifold.measureExactly(
                            opened.runs().stream()
                                    .filter(run -> run.name().equals(landmark.run()))
                                    .findFirst()
                                    .orElseThrow()
                                    .snapshot(landmark.index()),
                            ProgressMetric.GEODESIC);
                    assertEquals(
                            manifold.embedding().coordinate(j, 0),
                            measured.projection().coordinate(0),
                            1e-12);
                }
            }
        }
    }

    @Test
    void sameInputAndSeedGiveTheSameManifold() throws IOException {
        ReferenceManifold one = build(sampled(10, 5)).manifold();
        ReferenceManifold other = build(sampled(10, 5)).manifold();
        assertEquals(one.landmarks(), other.landmarks());
        assertEquals(one.runs(), other.runs());
        assertArrayEquals(one.embedding().coordinates(), other.embedding().coordinates());
    }

    @Test
    void anotherSeedStartsElsewhere() throws IOException {
        assertNotEquals(
                build(sampled(5, 1)).manifold().landmarks(),
                build(sampled(5, 2)).manifold().landmarks());
    }

    @Test
    void referenceRunsAreMeasuredWithoutTheirOwnConfiguration() throws IOException {
        for (ReferenceRun run : build(all(3)).manifold().runs()) {
            // Every snapshot is a landmark: with its own configuration in, each distance would be zero.
            assertTrue(run.score() > 1e-3, run.run());
        }
    }

    @Test
    void tooFewRunsForTheUsualAlphaIsSaid() throws IOException {
        assertTrue(build(all(3)).findings().stream()
                .anyMatch(finding -> finding.startsWith("4 runs support alpha = 0.2")));
    }

    @Test
    void oneConfigurationIsCalibratedByRunAndSaid() throws IOException {
        Files.writeString(folder.resolve("runs.json"), """
                [{"run": "cnn.s0", "kind": "frozen"}, {"run": "cnn.s1", "kind": "frozen"}]
                """);
        assertTrue(build(all(3)).findings().get(0).startsWith("all runs are of one configuration"));
    }

    @Test
    void abnormalRunsStayOut() throws IOException {
        Files.writeString(folder.resolve("runs.json"), "[{\"run\": \"cnn.s0\", \"kind\": \"frozen\"}]");
        assertEquals(3, build(all(3)).manifold().runs().size());
    }

    @Test
    void aRunThatTurnsNonFiniteIsUsedUpToThere() throws IOException {
        Trajectories.runWith(
                folder, "nan.s0", 3, 20, 4, (t, n, c) -> t == 2 ? Float.NaN : t == 1 ? c == 0 ? 1 : 0 : 0.25f);
        BuiltReference built = build(all(3));
        assertEquals(
                "nan.s0: checkpoint 2, row 0, class 0 is NaN: expected a finite probability; used up to checkpoint 1",
                built.findings().get(0));
    }

    @Test
    void fewerThanTwoRunsAreRefused() throws IOException {
        Files.writeString(folder.resolve("runs.json"), """
                [{"run": "cnn.s0", "kind": "a"}, {"run": "cnn.s1", "kind": "b"}, {"run": "mlp.s0", "kind": "c"}]
                """);
        assertRefused(all(3), "holds 1 healthy runs (kind \"normal\"): expected at least 2");
    }

    @Test
    void moreLandmarksThanSnapshotsAreRefused() {
        assertRefused(sampled(27, 0), "27 landmarks asked for: the reference runs have 24 snapshots (+ 2 anchors)");
    }

    @Test
    void identicalSnapshotsAreRefused() throws IOException {
        for (String run : List.of("mlp.s0", "mlp.s1", "cnn.s0", "cnn.s1")) {
            Trajectories.runWith(folder, run, CHECKPOINTS, 20, 4, (t, n, c) -> 0.25f);
        }
        assertRefused(sampled(5, 0), "all snapshots are identical");
    }

    @Test
    void moreAxesThanTheSnapshotsSpanAreRefused() {
        assertRefused(sampled(5, 0, 9), "9 axes asked for: the snapshots span 4");
    }

    private void assertRefused(BuildOptions options, String expected) {
        BuildException refused = assertThrows(BuildException.class, () -> build(options));
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::getMessage);
    }

    private BuiltReference build(BuildOptions options) throws IOException {
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            return ReferenceBuilder.build(opened, options, BuildProgress.SILENT);
        }
    }

    private static BuildOptions all(int axes) {
        return new BuildOptions(OptionalInt.empty(), axes, 0, true, Divergence.DEFAULT_FLOOR);
    }

    private static BuildOptions sampled(int landmarks, long seed) {
        return sampled(landmarks, seed, 3);
    }

    private static BuildOptions sampled(int landmarks, long seed, int axes) {
        return new BuildOptions(OptionalInt.of(landmarks), axes, seed, true, Divergence.DEFAULT_FLOOR);
    }
}
