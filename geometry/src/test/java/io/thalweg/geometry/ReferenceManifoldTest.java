package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReferenceManifoldTest {
    private final GoldenRuns golden = new GoldenRuns();
    private final List<Snapshot> snapshots = snapshots();

    private List<Snapshot> snapshots() {
        List<Snapshot> all = new ArrayList<>(golden.referenceSnapshots());
        all.add(Snapshot.ignorance(100, 10));
        all.add(Snapshot.truth(golden.labels()));
        return all;
    }

    private ReferenceManifold manifold() {
        int m = snapshots.size();
        double[] distances = RandomSnapshots.distances(snapshots);
        Embedding embedding = Embedding.of(distances, JacobiEigensolver.solve(Embedding.centre(distances, m), m), 4);
        List<Landmark> landmarks = new ArrayList<>();
        for (int j = 0; j < m - 2; j++) {
            landmarks.add(new Landmark("run" + j / 8, "config" + j / 8, j % 8, j % 8, 0.5));
        }
        landmarks.add(Landmark.ignorance());
        landmarks.add(Landmark.truth());
        return new ReferenceManifold(
                golden.labels(), 1e-12, landmarks, HeapLandmarks.of(snapshots), embedding, List.of());
    }

    private static SnapshotSums fold(ReferenceManifold manifold, Snapshot snapshot) {
        SnapshotAccumulator accumulator = manifold.accumulator(DistanceKernels.plainRows());
        SnapshotSums sums = accumulator.newSums();
        accumulator.add(RandomSnapshots.amplitudes(snapshot), 0, snapshot.samples(), sums);
        return sums;
    }

    @Test
    void landmarkIsNearestToItself() {
        ReferenceManifold manifold = manifold();
        for (int j = 0; j < snapshots.size(); j++) {
            Measurement measurement = manifold.measure(fold(manifold, snapshots.get(j)));
            assertEquals(manifold.landmarks().get(j), measurement.nearest());
            assertTrue(measurement.offManifoldNats() >= 0);
            assertEquals(0, measurement.offManifoldNats(), 1e-7);
        }
    }

    @Test
    void liveFiguresAgreeWithTheExactOnes() {
        ReferenceManifold manifold = manifold();
        Trajectory heldOut = golden.heldOut();
        for (int i = 0; i < heldOut.size(); i++) {
            Measurement live = manifold.measure(fold(manifold, heldOut.snapshot(i)));
            Measurement exact = manifold.measureExactly(heldOut.snapshot(i), ProgressMetric.GEODESIC);
            assertEquals(exact.nearest(), live.nearest());
            assertEquals(exact.samples(), live.samples());
            assertEquals(exact.offManifoldNats(), live.offManifoldNats(), 1e-6);
            assertEquals(exact.standardErrorNats(), live.standardErrorNats(), 1e-6);
            assertEquals(exact.progress(), live.progress(), 1e-5);
            assertEquals(exact.distanceToTruthNats(), live.distanceToTruthNats(), 1e-6);
            assertEquals(exact.distanceToIgnoranceNats(), live.distanceToIgnoranceNats(), 1e-6);
            assertEquals(exact.projection().height(), live.projection().height(), 1e-5);
            assertEquals(exact.projection().residual(), live.projection().residual(), 1e-5);
            for (int k = 0; k < 4; k++) {
                assertEquals(exact.projection().coordinate(k), live.projection().coordinate(k), 1e-5);
            }
        }
    }

    @Test
    void withoutReferenceRunsThereIsNoThreshold() {
        assertTrue(manifold().calibration().threshold(0.5).isEmpty());
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        ReferenceManifold good = manifold();
        List<Landmark> fewer = good.landmarks().subList(0, 3);
        Labels other = Labels.of(new int[99], 10);
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReferenceManifold(
                        good.labels(), 1e-12, fewer, good.amplitudes(), good.embedding(), List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new ReferenceManifold(
                        other, 1e-12, good.landmarks(), good.amplitudes(), good.embedding(), List.of()));
        for (double floor : new double[] {0, 1e-19, 1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ReferenceManifold(
                            good.labels(), floor, good.landmarks(), good.amplitudes(), good.embedding(), List.of()));
        }
    }

    @Test
    void landmarksKnowWhetherTheyAreAnchors() {
        assertTrue(Landmark.truth().isAnchor());
        assertFalse(new Landmark("a.s0", "a", 0, 0, 1).isAnchor());
        assertThrows(IllegalArgumentException.class, () -> new Landmark("a.s0", "a", 0, 0, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Landmark("a.s0", "a", -1, 0, 0));
    }
}
