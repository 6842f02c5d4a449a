package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By the plain loops: the modules of faster kernels test their own. */
class PairwiseDistancesTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "40, 10, 35", "97, 100, 18"})
    void agreesWithTheOracleAndCountsEverySnapshotOnce(int samples, int classes, int m) {
        List<Snapshot> snapshots = RandomSnapshots.landmarks(new SplittableRandom(m), samples, classes, m);
        AtomicInteger done = new AtomicInteger();

        double[] distances = PairwiseDistances.among(
                snapshots, Divergence.DEFAULT_FLOOR, count -> done.accumulateAndGet(count, Math::max));

        double[] expected = RandomSnapshots.distances(snapshots);
        for (int i = 0; i < m; i++) {
            assertEquals(0, distances[i * m + i]);
            for (int j = 0; j < m; j++) {
                assertEquals(distances[j * m + i], distances[i * m + j]);
                assertEquals(i == j ? 0 : expected[i * m + j], distances[i * m + j], 2e-7);
            }
        }
        assertEquals(m, done.get());
    }

    @Test
    void refusesSnapshotsOfDifferentShapes() {
        SplittableRandom random = new SplittableRandom(1);
        List<Snapshot> snapshots =
                List.of(RandomSnapshots.snapshot(random, 4, 3, 2), RandomSnapshots.snapshot(random, 5, 3, 2));

        assertThrows(
                IllegalArgumentException.class,
                () -> PairwiseDistances.among(snapshots, Divergence.DEFAULT_FLOOR, done -> {}));
    }
}
