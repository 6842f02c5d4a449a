package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad predictions and labels, as a user of the command line meets them. */
class BadTrajectoriesTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private Path out;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        folder = TrajectoryFiles.folder(temporary.resolve("runs"));
        out = Files.writeString(temporary.resolve("old.safetensors"), "as it was");
    }

    /** What is done to the file mlp.s0.npy or labels.npy beside it. */
    private interface Damage {
        void to(Path run, Path labels) throws IOException;
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage((run, labels) -> TrajectoryFiles.truncate(run, 1), "mlp.s0.npy: truncated: 719 bytes"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(run, "<f4", ">f4"),
                        "mlp.s0.npy: type '>f4' is big-endian"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(run, "<f4", "<c8"),
                        "mlp.s0.npy: type '<c8': expected float32"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(run, "<f4", "<i4"),
                        "mlp.s0.npy: type INT32: expected float32"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(run, "False", "True "),
                        "mlp.s0.npy: Fortran order: expected C"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(run, "(5, 12, 3)", "(60, 3)   "),
                        "mlp.s0.npy: shape [60, 3]: expected [checkpoints, samples, classes]"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(run, "(5, 12, 3)", "(5, 18, 2)"),
                        "mlp.s0.npy: 18 samples: expected 12, one a label"),
                damage((run, labels) -> Files.writeString(run, "epoch,loss"), "mlp.s0.npy: not a .npy file"),
                damage(
                        (run, labels) -> TrajectoryFiles.runWith(run, 0.9f),
                        "mlp.s0.npy: checkpoint 3, row 2 sums to ",
                        ": expected 1 (within 0.002)"),
                damage(
                        (run, labels) -> TrajectoryFiles.runWith(run, -0.25f),
                        "mlp.s0.npy: checkpoint 3, row 2, class 1 is -0.25: expected a probability"),
                damage((run, labels) -> TrajectoryFiles.labels(labels, 11), "12 samples: expected 11, one a label"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(labels, "\u0002\0\0\0", "\u0003\0\0\0"),
                        "labels.npy: label of sample 2 is 3: expected 0 to 2"),
                damage(
                        (run, labels) -> TrajectoryFiles.forge(labels, "<i4", "<f4"),
                        "labels.npy: shape [12] of FLOAT32: expected [N] of an integer type"),
                damage((run, labels) -> Files.delete(labels), "labels.npy: missing: expected the true class"));
    }

    private static Arguments damage(Damage damage, String... phrases) {
        return Arguments.of(damage, phrases);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void buildNamesItAndLeavesTheOldFile(Damage damage, String[] phrases) throws IOException {
        damage.to(folder.resolve("mlp.s0.npy"), folder.resolve("labels.npy"));

        Invocation.of("reference", "build", "--trajectories", folder, "--out", out)
                .failed(1, phrases);

        assertOldFileAlone();
    }

    @ParameterizedTest
    @MethodSource("damages")
    void projectNamesIt(Damage damage, String[] phrases) throws IOException {
        Path manifold = temporary.resolve("good.safetensors");
        Invocation.of("reference", "build", "--trajectories", folder, "--out", manifold, "--landmarks", 6)
                .succeeded();
        Path run = folder.resolve("mlp.s0.npy");
        Path labels = folder.resolve("labels.npy");
        damage.to(run, labels);

        Invocation.of("project", "--manifold", manifold, "--predictions", run, "--labels", labels)
                .failed(1, phrases);
    }

    @Test
    void notANumberEndsAProjectionThere() throws IOException {
        Path manifold = temporary.resolve("good.safetensors");
        Invocation.of("reference", "build", "--trajectories", folder, "--out", manifold, "--landmarks", 6)
                .succeeded();
        Path run = TrajectoryFiles.runWith(temporary.resolve("nan.npy"), Float.NaN);

        Invocation projected = Invocation.of(
                "project",
                "--manifold",
                manifold,
                "--predictions",
                run,
                "--labels",
                folder.resolve("labels.npy"),
                "--json");

        projected.failed(1, "nan.npy: checkpoint 3, row 2, class 1 is NaN: expected a finite probability");
        assertEquals(3, projected.jsonLines().size(), "the checkpoints before it");
    }

    @Test
    void notANumberEndsTheUsablePartOfAReferenceRun() throws IOException {
        TrajectoryFiles.runWith(folder.resolve("mlp.s0.npy"), Float.POSITIVE_INFINITY);

        Invocation built = Invocation.of(
                        "reference", "build", "--trajectories", folder, "--out", out, "--landmarks", 6, "--json")
                .succeeded();

        assertEquals(
                "mlp.s0: checkpoint 3, row 2, class 1 is Infinity: expected a finite probability;"
                        + " used up to checkpoint 2",
                built.json().at("/findings/0").asText());
    }

    @Test
    void oneRunIsTooFew() throws IOException {
        for (String run : List.of("cnn.s0", "cnn.s1", "mlp.s0")) {
            Files.delete(folder.resolve(run + ".npy"));
        }

        build().failed(1, "holds 1 healthy runs (kind \"normal\"): expected at least 2");

        assertOldFileAlone();
    }

    @Test
    void identicalSnapshotsAreRefused() throws IOException {
        for (String run : List.of("cnn.s0", "cnn.s1", "mlp.s0", "mlp.s1")) {
            TrajectoryFiles.uniform(folder.resolve(run + ".npy"));
        }

        build().failed(1, "all snapshots are identical: expected runs that learn something");

        assertOldFileAlone();
    }

    @Test
    void moreLandmarksThanSnapshotsAreRefused() throws IOException {
        build("--landmarks", "23")
                .failed(
                        1,
                        "23 landmarks asked for: the reference runs have 20 snapshots (+ 2 anchors): expected at most 22, or all");

        assertOldFileAlone();
    }

    @Test
    void moreAxesThanThereAreAreRefused() throws IOException {
        build("--landmarks", "4", "--axes", "9").failed(1, "9 axes asked for: the snapshots span ");

        assertOldFileAlone();
    }

    @Test
    void allSnapshotsAreLandmarksWhereTheUsualNumberIsNotThere() {
        JsonNode built = build("--json").succeeded().json();

        assertEquals(22, built.get("landmarks").asInt());
    }

    @Test
    void landmarksOfOneConfigurationAloneAreRefused() throws IOException {
        // What never learns lies nearest to the start of those that do, so it is no landmark from this seed on.
        TrajectoryFiles.uniform(folder.resolve("mlp.s0.npy"));
        TrajectoryFiles.uniform(folder.resolve("mlp.s1.npy"));
        build("--landmarks", "2", "--axes", "1", "--no-anchors", "--seed", "2")
                .failed(1, "which is to be measured without its own: expected more landmarks, or anchors");

        assertOldFileAlone();
    }

    @ParameterizedTest
    @MethodSource("wrongUses")
    void wrongUseOfBuildIsSaid(List<String> options, String expected) throws IOException {
        build(options.toArray(String[]::new)).failed(2, expected, "(see thalweg reference build --help)");

        assertOldFileAlone();
    }

    static Stream<Arguments> wrongUses() {
        return Stream.of(
                Arguments.of(List.of("--landmarks", "many"), "--landmarks is 'many': expected a number or 'all'"),
                Arguments.of(List.of("--landmarks", "1"), "--landmarks is 1: expected at least 2, or all"),
                Arguments.of(List.of("--axes", "0"), "--axes is 0: expected at least 1"),
                Arguments.of(List.of("--seed", "x"), "'x'"),
                Arguments.of(
                        List.of("--bootstrap-server", "localhost:9092"),
                        "expected either --trajectories, or --bootstrap-server and --labels"));
    }

    @Test
    void folderThatIsNotThereIsNamed() {
        Invocation.of("reference", "build", "--trajectories", temporary.resolve("none"), "--out", out)
                .failed(1, "none: no such folder");
    }

    @Test
    void outputInAFolderThatIsNotThereIsNamedBeforeTheWork() {
        Invocation.of("reference", "build", "--trajectories", folder, "--out", temporary.resolve("no/where"))
                .failed(1, "--out is '", "no/where': expected a file in a folder that exists");
    }

    private Invocation build(String... options) {
        return Invocation.of(Stream.concat(
                        Stream.of("reference", "build", "--trajectories", folder, "--out", out), Stream.of(options))
                .toArray());
    }

    private void assertOldFileAlone() throws IOException {
        assertEquals("as it was", Files.readString(out));
        try (Stream<Path> files = Files.list(temporary)) {
            assertEquals(2, files.count(), "nothing else was left behind");
        }
    }
}
