package io.thalweg.geometry.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.PairwiseDistances;
import io.thalweg.geometry.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairwiseTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "40, 10, 95", "600, 10, 130", "60, 100, 33"})
    void agreesWithTheOracle(int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(m);
        List<Snapshot> snapshots = new ArrayList<>();
        float[][] rows = new float[samples * classes][m];
        for (int j = 0; j < m; j++) {
            float[] snapshot = Predictions.snapshot(random, samples, classes, Predictions.SHARPNESS[j % 5]);
            snapshots.add(Snapshot.ofAmplitudes(samples, classes, doubles(snapshot)));
            for (int r = 0; r < rows.length; r++) {
                rows[r][j] = snapshot[r];
            }
        }
        AtomicInteger done = new AtomicInteger();
        double[] distances =
                PairwiseDistances.among(snapshots, 1e-12, count -> done.accumulateAndGet(count, Math::max));
        for (int i = 0; i < m; i++) {
            double[] expected = Predictions.distances(
                    floats(snapshots.get(i)), new Predictions.FloatRows(rows, samples, classes, m), 1e-12);
            assertEquals(0, distances[i * m + i]);
            for (int j = 0; j < m; j++) {
                assertEquals(distances[j * m + i], distances[i * m + j]);
                assertEquals(i == j ? 0 : Math.max(0, expected[j]), distances[i * m + j], 2e-7);
            }
        }
        assertEquals(m, done.get());
    }

    private static double[] doubles(float[] amplitudes) {
        double[] doubles = new double[amplitudes.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = amplitudes[i];
        }
        return doubles;
    }

    private static float[] floats(Snapshot snapshot) {
        float[] floats = new float[snapshot.samples() * snapshot.classes()];
        snapshot.copyTo(floats);
        return floats;
    }
}
