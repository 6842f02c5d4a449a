package io.thalweg.reference.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.geometry.detection.JointCalibration.RunScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScreeningTest {
    /** Progress rises evenly but for one checkpoint, at which it falls back by {@code fall}. */
    private static ReferenceRun run(String config, int seed, double fall) {
        List<ReferenceCheckpoint> checkpoints = IntStream.range(0, 10)
                .mapToObj(t -> new ReferenceCheckpoint(
                        t, t, t / 9.0 - (t == 6 ? fall : 0), 0.02, 1.15 - t / 9.0, t / 9.0, List.of(0.0)))
                .toList();
        return new ReferenceRun(config + ".s" + seed, config, Map.of(), 9, checkpoints);
    }

    private static List<ReferenceRun> healthy() {
        List<ReferenceRun> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            runs.add(run("c" + i / 2, i % 2, 0));
        }
        return runs;
    }

    private static List<String> outliers(List<ReferenceRun> runs, Set<String> kept) {
        return Screening.outliers(runs, kept).stream()
                .map(outlier -> outlier.run().run())
                .toList();
    }

    @Test
    void healthyRunsAreNoOutliers() {
        assertEquals(List.of(), outliers(healthy(), Set.of()));
    }

    @Test
    void aRunThatFellBackIsAnOutlier() {
        List<ReferenceRun> runs = healthy();
        runs.set(3, run("c1", 1, 0.5));

        assertEquals(List.of("c1.s1"), outliers(runs, Set.of()));
    }

    @Test
    void aKeptRunStays() {
        List<ReferenceRun> runs = healthy();
        runs.set(3, run("c1", 1, 0.5));

        assertEquals(List.of(), outliers(runs, Set.of("c1.s1")));
    }

    @Test
    void whatAllRunsOfAConfigurationDoIsItsNature() {
        List<ReferenceRun> runs = healthy();
        runs.set(2, run("c1", 0, 0.5));
        runs.set(3, run("c1", 1, 0.5));

        assertEquals(List.of(), outliers(runs, Set.of()));
    }

    @Test
    void fewRunsAreNotJudged() {
        List<ReferenceRun> runs = new ArrayList<>(healthy().subList(0, 8));
        runs.set(3, run("c1", 1, 0.5));

        assertEquals(List.of(), outliers(runs, Set.of()));
    }

    @Test
    void isNamedWithItsFigures() {
        List<ReferenceRun> runs = healthy();
        runs.set(3, run("c1", 1, 0.5));
        RunScore outlier = Screening.outliers(runs, Set.of()).get(0);

        String sentence = Screening.describe(outlier, runs);

        assertTrue(
                sentence.startsWith("c1.s1 is an outlier among the reference runs and left out: stall scores"),
                sentence);
        assertTrue(sentence.contains("at step 6") && sentence.contains("--keep c1.s1"), sentence);
    }
}
