package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Snapshot;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LandmarkDistancesTest {
    private static final Labels LABELS =
            Labels.of(IntStream.range(0, 207).map(n -> n % 3).toArray(), 3);

    @Test
    void areThoseOfTheDefinition() {
        List<Snapshot> snapshots =
                List.of(Snapshot.geodesic(LABELS, 0), Snapshot.geodesic(LABELS, 0.3), Snapshot.geodesic(LABELS, 0.9));
        double[][] distances = LandmarkDistances.of(HeapLandmarks.of(snapshots), 1e-12);

        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double expected = Divergence.BHATTACHARYYA.between(snapshots.get(i), snapshots.get(j), 1e-12);
                assertEquals(i == j ? 0 : expected, distances[i][j], 1e-6);
            }
        }
    }

    @Test
    void ofManyPairsFewerSamplesAreTaken() {
        assertEquals(1, LandmarkDistances.stride(360, 256));
        assertEquals(1, LandmarkDistances.stride(50, 100_000));
        assertTrue(10_000 / LandmarkDistances.stride(10_000, 256) >= 1000);
        assertEquals(100, LandmarkDistances.stride(10_000, 4000));
    }
}
