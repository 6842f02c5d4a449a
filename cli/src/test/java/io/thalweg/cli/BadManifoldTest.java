package io.thalweg.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Manifold files that cannot be used, as a user of the command line meets them. */
class BadManifoldTest {
    @TempDir
    private Path temporary;

    private Path folder;
    private Path manifold;

    @BeforeEach
    void build() throws IOException {
        folder = TrajectoryFiles.folder(temporary.resolve("runs"));
        manifold = temporary.resolve("m.safetensors");
        Invocation.of("reference", "build", "--trajectories", folder, "--out", manifold, "--landmarks", 6)
                .succeeded();
    }

    /** What is done to a manifold file. */
    private interface Damage {
        void to(Path file) throws IOException;
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(file -> TrajectoryFiles.truncate(file, 8), "bytes long, but its header declares "),
                damage(
                        file -> TrajectoryFiles.truncate(file, (int) Files.size(file) - 4),
                        "is not a manifold file: it has only 4 bytes"),
                damage(BadManifoldTest::flipLastByte, "hash"),
                damage(
                        file -> TrajectoryFiles.forge(file, "thalweg.manifold/1", "thalweg.manifold/2"),
                        "manifold format 2 is newer than this Thalweg reads (1): upgrade, or "),
                damage(file -> Files.writeString(file, "not a manifold at all"), "is not a manifold file: "),
                damage(Files::delete, "there is no such manifold file"));
    }

    private static Arguments damage(Damage damage, String phrase) {
        return Arguments.of(damage, phrase);
    }

    private static void flipLastByte(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void inspectNamesIt(Damage damage, String phrase) throws IOException {
        damage.to(manifold);

        Invocation.of("reference", "inspect", manifold).failed(1, "m.safetensors", phrase);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void projectNamesIt(Damage damage, String phrase) throws IOException {
        damage.to(manifold);

        project("labels.npy").failed(1, "m.safetensors", phrase);
    }

    @ParameterizedTest
    @MethodSource("damages")
    void publishNamesItBeforeItLooksForACluster(Damage damage, String phrase) throws IOException {
        damage.to(manifold);

        Invocation.of("reference", "publish", manifold, "--bootstrap-server", "127.0.0.1:1")
                .failed(1, "m.safetensors", phrase);
    }

    @Test
    void anotherProbeSetIsNamed() throws IOException {
        TrajectoryFiles.forge(folder.resolve("labels.npy"), "\u0002\0\0\0", "\u0001\0\0\0");

        project("labels.npy")
                .failed(
                        1,
                        "labels.npy: 12 samples x 3 classes, other labels than the 12 x 3 that ",
                        "was built on: use that probe set");
    }

    private Invocation project(String labels) {
        return Invocation.of(
                "project",
                "--manifold",
                manifold,
                "--predictions",
                folder.resolve("cnn.s0.npy"),
                "--labels",
                folder.resolve(labels));
    }
}
