package io.thalweg.reference.trajectory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.reference.Trajectories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrajectoryFolderTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void twoRuns() throws IOException {
        Trajectories.labels(folder, 5, 3);
        Trajectories.run(folder, "mlp.s0", 4, 5, 3, 1);
        Trajectories.run(folder, "cnn.s0", 4, 5, 3, 2);
    }

    @Test
    void configurationIsTheNameBeforeTheLastDot() throws IOException {
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            assertEquals("cnn", opened.runs().get(0).config());
        }
    }

    @Test
    void samplesHaveTheirIndicesAsIds() throws IOException {
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            assertEquals(ProbeSet.of(opened.labels().toArray(), 3), opened.probeSet());
        }
    }

    @Test
    void samplesHaveTheIdsOfTheFile() throws IOException {
        Files.writeString(folder.resolve("ids.json"), "[\"a\", \"b\", \"c\", \"d\", \"e\"]");
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            int[] labels = opened.labels().toArray();
            assertEquals(ProbeSet.of(List.of("a", "b", "c", "d", "e"), labels, 3), opened.probeSet());
        }
    }

    @Test
    void tooFewIdsAreRefused() throws IOException {
        Files.writeString(folder.resolve("ids.json"), "[\"a\", \"b\"]");
        assertRefused("ids.json: 2 ids: expected a text for each of 5 labels");
    }

    @Test
    void idsThatAreNoTextsAreRefused() throws IOException {
        Files.writeString(folder.resolve("ids.json"), "{}");
        assertRefused("expected a list of texts");
    }

    @Test
    void stepsAreTheCheckpointsWhereNoneAreGiven() throws IOException {
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            assertEquals(3, opened.runs().get(0).step(3));
        }
    }

    @Test
    void descriptionsAreTakenFromRunsJson() throws IOException {
        Files.writeString(folder.resolve("runs.json"), """
                [{"run": "mlp.s0", "config": "wide", "kind": "random labels", "seed": 7, "steps": [0, 10, 100, 1000],
                  "tags": {"arch": "mlp"}, "unknown": 1}]
                """);
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            RecordedRun run = opened.runs().get(1);
            assertEquals(
                    "wide, random labels, 1000, 1000, {arch=mlp}",
                    "%s, %s, %d, %d, %s"
                            .formatted(run.config(), run.kind(), run.step(3), run.totalSteps(), run.tags()));
        }
    }

    @Test
    void aNonFiniteValueEndsTheUsablePartOfItsRun() throws IOException {
        Trajectories.runWith(folder, "nan.s0", 4, 5, 3, (t, n, c) -> t == 2 && n == 1 && c == 0 ? Float.NaN : 1f / 3);
        try (TrajectoryFolder opened = TrajectoryFolder.open(folder)) {
            RecordedRun run = opened.runs().get(2);
            assertEquals(
                    "2: checkpoint 2, row 1, class 0 is NaN: expected a finite probability",
                    run.checkpoints() + ": " + run.nonFinite().orElseThrow());
        }
    }

    @Test
    void aRowThatIsNoProbabilityVectorIsNamed() throws IOException {
        Trajectories.runWith(folder, "bad.s0", 4, 5, 3, (t, n, c) -> t == 3 && n == 4 ? 0.5f : 1f / 3);
        assertRefused("bad.s0.npy: checkpoint 3, row 4 sums to 1.5: expected 1");
    }

    @Test
    void logitsAreRefused() throws IOException {
        Trajectories.runWith(folder, "bad.s0", 4, 5, 3, (t, n, c) -> c - 1f);
        assertRefused("bad.s0.npy: checkpoint 0, row 0, class 0 is -1.0: expected a probability");
    }

    @Test
    void anotherNumberOfSamplesIsRefused() throws IOException {
        Trajectories.run(folder, "bad.s0", 4, 6, 3, 2);
        assertRefused("bad.s0.npy: 6 samples: expected 5, one a label");
    }

    @Test
    void anotherNumberOfClassesIsRefused() throws IOException {
        Trajectories.run(folder, "other.s0", 4, 5, 4, 2);
        assertRefused("other.s0.npy: 4 classes: expected 3, as cnn.s0 has");
    }

    @Test
    void labelsOutOfRangeAreRefused() throws IOException {
        Trajectories.labels(folder, 5, 4);
        assertRefused("labels.npy: label of sample 3 is 3: expected 0 to 2");
    }

    @Test
    void missingLabelsAreNamed() throws IOException {
        Files.delete(folder.resolve("labels.npy"));
        assertRefused("labels.npy: missing");
    }

    @Test
    void truncatedFilesAreNamed() throws IOException {
        Path file = folder.resolve("mlp.s0.npy");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
        assertRefused("mlp.s0.npy: truncated: 239 bytes of data, expected 240 for shape [4, 5, 3]");
    }

    @Test
    void aDescribedRunWithoutAFileIsNamed() throws IOException {
        Files.writeString(folder.resolve("runs.json"), "[{\"run\": \"ghost.s0\"}]");
        assertRefused("runs.json: run 'ghost.s0' has no file ghost.s0.npy");
    }

    @Test
    void unreadableDescriptionsAreNamed() throws IOException {
        Files.writeString(folder.resolve("runs.json"), "{");
        assertRefused("runs.json: ");
    }

    @Test
    void stepsThatDoNotAscendAreRefused() throws IOException {
        Files.writeString(folder.resolve("runs.json"), "[{\"run\": \"mlp.s0\", \"steps\": [0, 5, 5, 6]}]");
        assertRefused("mlp.s0.npy: steps [0, 5, 5, 6]: expected ascending numbers");
    }

    @Test
    void anEmptyFolderSaysWhatIsExpected() throws IOException {
        Files.delete(folder.resolve("mlp.s0.npy"));
        Files.delete(folder.resolve("cnn.s0.npy"));
        assertRefused("no <run>.npy in it");
    }

    private void assertRefused(String expected) {
        IOException refused = assertThrows(
                IOException.class, () -> TrajectoryFolder.open(folder).close());
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused::getMessage);
    }
}
