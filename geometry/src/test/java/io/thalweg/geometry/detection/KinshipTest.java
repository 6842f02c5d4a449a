package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Eigenpairs;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.Snapshot;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KinshipTest {
    private static final Labels LABELS = Labels.of(new int[] {0, 1, 2, 0, 1, 2}, 3);
    private static final double FLOOR = 1e-12;

    /** Landmark j of run j, all at progress 0.5 of the geodesic, moved by {@code shifts[j]} towards truth. */
    private static Kinship of(String[] configs, double... shifts) {
        List<ReferenceRun> runs = new ArrayList<>();
        List<Landmark> landmarks = new ArrayList<>();
        List<Snapshot> snapshots = new ArrayList<>();
        for (int j = 0; j < configs.length; j++) {
            ReferenceRun run = HealthyRuns.run(configs[j], j, 0.9, 0.02);
            runs.add(run);
            landmarks.add(new Landmark(run.run(), run.config(), 5, 50, 0.5));
            snapshots.add(Snapshot.geodesic(LABELS, 0.5 + shifts[j]));
        }
        int m = snapshots.size();
        double[] identity = new double[m * m];
        double[] ones = new double[m];
        for (int j = 0; j < m; j++) {
            identity[j * m + j] = 1;
            ones[j] = 1;
        }
        Embedding embedding = Embedding.of(new double[m * m], Eigenpairs.of(ones, identity), 1);
        ReferenceManifold manifold =
                new ReferenceManifold(LABELS, FLOOR, landmarks, HeapLandmarks.of(snapshots), embedding, runs);
        return Kinship.of(manifold, JointCalibration.of(runs, DetectorSettings.defaults()));
    }

    private static double between(double first, double second) {
        return Divergence.BHATTACHARYYA.between(
                Snapshot.geodesic(LABELS, 0.5 + first), Snapshot.geodesic(LABELS, 0.5 + second), FLOOR);
    }

    @Test
    void scoreIsTheDistanceToTheNearestTubeWithoutTheRunInMultiplesOfTheUsual() {
        Kinship kinship = of(new String[] {"a", "a", "b", "b"}, 0, 0.1, 0.3, 0.35);

        double[] scores = kinship.calibration().scores();
        assertEquals(4, scores.length);
        // The usual distance is 0.02 nats: the reference runs' figures at this progress.
        assertEquals(between(0.3, 0.35) / 0.02, scores[0], 1e-4);
        assertEquals(between(0, 0.1) / 0.02, scores[3], 1e-4);
    }

    @Test
    void runsWithoutSiblingsAreNotOfKnownConfigurations() {
        Kinship kinship = of(new String[] {"a", "a", "alone"}, 0, 0.1, 0.4);

        assertEquals(2, kinship.calibration().runs());
        assertEquals(1, kinship.calibration().configurations());
    }

    @Test
    void tooFewRunsGiveNoBoundary() {
        Kinship kinship = of(new String[] {"a", "a", "b", "b"}, 0, 0.1, 0.3, 0.35);

        assertTrue(kinship.boundary(0.05).isEmpty());
        assertEquals(kinship.calibration().scores()[3], kinship.boundary(0.2).orElseThrow());
    }

    @Test
    void runsThatAreAllAlikeGiveNoBoundary() {
        assertTrue(of(new String[] {"a", "a"}, 0, 0).boundary(0.4).isEmpty());
    }

    @Test
    void nearestTubeIsNamed() {
        Kinship kinship = of(new String[] {"a", "a", "b", "b"}, 0, 0.1, 0.3, 0.35);

        assertEquals(Optional.of(new Tube("b", 0.1)), kinship.nearest(new double[] {0.4, 0.3, 0.1, 0.2}, 0.5));
    }
}
