package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrajectoryTest {
    private static final double FLOOR = Divergence.DEFAULT_FLOOR;
    private static final Labels LABELS = RandomSnapshots.labels(new SplittableRandom(3), 50, 10);

    private static Trajectory along(double... places) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (double t : places) {
            snapshots.add(Snapshot.geodesic(LABELS, t));
        }
        return Trajectory.of(snapshots);
    }

    private static double apart(Trajectory a, Trajectory b) {
        return a.distanceAtEqualProgress(b, LABELS, ProgressMetric.GEODESIC, 11, FLOOR);
    }

    private static Trajectory random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Snapshot aim = RandomSnapshots.snapshot(random, 50, 10, 4).towards(Snapshot.truth(LABELS), 0.8);
        List<Snapshot> snapshots = new ArrayList<>();
        for (int i = 0; i <= 8; i++) {
            snapshots.add(Snapshot.ignorance(50, 10).towards(aim, i / 8.0));
        }
        return Trajectory.of(snapshots);
    }

    @Test
    void lengthIsTheSumOfTwiceTheRootsOfTheDistances() {
        Trajectory trajectory = random(1);
        double expected = 0;
        for (int i = 1; i < trajectory.size(); i++) {
            expected +=
                    2 * Math.sqrt(Divergence.BHATTACHARYYA.between(trajectory.snapshot(i - 1), trajectory.snapshot(i)));
        }
        assertEquals(expected, trajectory.pathLength(FLOOR), 1e-14);
        assertEquals(0, along(0.3).pathLength(FLOOR));
    }

    /** For short steps d_B is half the squared arc, so 2 sqrt(d_B) is sqrt 2 times the arc. */
    @Test
    void lengthOfTheGeodesicIsItsArcAsTheStepsShrink() {
        double[] places = new double[401];
        for (int i = 0; i < places.length; i++) {
            places[i] = i / 400.0;
        }
        double arc = Math.acos(1 / Math.sqrt(10));
        assertEquals(Math.sqrt(2) * arc, along(places).pathLength(FLOOR), 1e-4);
    }

    @Test
    void noDistanceToItself() {
        assertEquals(0, apart(random(1), random(1)), 1e-14);
    }

    @Test
    void distanceAtEqualProgressIsSymmetric() {
        double there = apart(random(1), random(2));
        assertTrue(there > 1e-3, "distance " + there);
        assertEquals(there, apart(random(2), random(1)), 1e-15);
    }

    @Test
    void paceDoesNotMatter() {
        assertEquals(0, apart(along(0, 0.1, 0.2, 0.7, 1), along(0, 0.5, 0.9, 0.95, 1)), 1e-10);
    }

    @Test
    void firstArrivalCountsWhereProgressFallsBack() {
        Trajectory trajectory = along(0, 0.6, 0.3, 0.9);
        double[] progress = trajectory.progress(LABELS, ProgressMetric.GEODESIC);
        assertArrayEquals(
                Snapshot.geodesic(LABELS, 0.45).amplitudes(),
                trajectory.at(0.45, progress).amplitudes(),
                1e-6);
        assertEquals(0.9, progress[3], 1e-6);
    }

    @Test
    void beyondItsRangeTheEndsStand() {
        Trajectory trajectory = along(0.2, 0.6);
        double[] progress = trajectory.progress(LABELS, ProgressMetric.GEODESIC);
        assertEquals(trajectory.snapshot(0), trajectory.at(0, progress));
        assertEquals(trajectory.snapshot(1), trajectory.at(1, progress));
        assertThrows(IllegalArgumentException.class, () -> trajectory.at(0.5, new double[1]));
    }

    @Test
    void refusesRunsWithNothingInCommon() {
        assertThrows(IllegalArgumentException.class, () -> apart(along(0, 0.2), along(0.5, 1)));
        assertThrows(IllegalArgumentException.class, () -> Trajectory.of(List.of()));
        assertThrows(
                IllegalArgumentException.class,
                () -> Trajectory.of(List.of(Snapshot.ignorance(1, 2), Snapshot.ignorance(2, 2))));
    }
}
