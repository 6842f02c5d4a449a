package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SnapshotTest {
    @Test
    void holdsSquareRoots() {
        Snapshot p = Snapshot.ofProbabilities(1, 2, new float[] {0.25f, 0.75f});
        assertArrayEquals(new double[] {0.5, Math.sqrt(0.75)}, p.amplitudes());
        assertEquals(1, p.samples());
        assertEquals(2, p.classes());
    }

    @Test
    void namesWhatIsNoProbability() {
        for (double bad : new double[] {-1e-9, Double.NaN, Double.POSITIVE_INFINITY}) {
            double[] values = {1, 0, 0.5, bad};
            String message = String.valueOf(
                    assertThrows(IllegalArgumentException.class, () -> Snapshot.ofProbabilities(2, 2, values))
                            .getMessage());
            assertTrue(message.contains("sample 1, class 1 is " + bad), message);
            assertThrows(IllegalArgumentException.class, () -> Snapshot.ofAmplitudes(2, 2, values));
        }
    }

    @Test
    void refusesOtherLengths() {
        assertThrows(IllegalArgumentException.class, () -> Snapshot.ofProbabilities(2, 2, new double[3]));
        assertThrows(IllegalArgumentException.class, () -> Snapshot.ofAmplitudes(0, 2, new double[0]));
        assertThrows(IllegalArgumentException.class, () -> Snapshot.ignorance(0, 2));
        assertThrows(
                IllegalArgumentException.class, () -> Snapshot.ignorance(1, 2).copyTo(new float[1]));
    }

    @Test
    void changingTheArrayAfterwardsChangesNothing() {
        double[] amplitudes = {1, 0};
        Snapshot p = Snapshot.ofAmplitudes(1, 2, amplitudes);
        amplitudes[0] = 0;
        assertEquals(1, p.amplitude(0, 0));
    }

    @Test
    void geodesicStartsAtIgnoranceAndEndsAtTruth() {
        Labels labels = Labels.of(new int[] {2, 0}, 3);
        assertArrayEquals(
                Snapshot.ignorance(2, 3).amplitudes(),
                Snapshot.geodesic(labels, 0).amplitudes(),
                1e-15);
        assertArrayEquals(
                Snapshot.truth(labels).amplitudes(),
                Snapshot.geodesic(labels, 1).amplitudes(),
                1e-15);
    }

    @Test
    void pointsBetweenKeepTheirNorm() {
        Labels labels = Labels.of(new int[] {2, 0}, 3);
        for (double t = 0; t <= 1; t += 0.125) {
            Snapshot between = Snapshot.geodesic(labels, t);
            assertEquals(1, between.affinity(between, 0), 1e-14);
        }
    }

    @Test
    void betweenEqualSnapshotsLiesTheSame() {
        Snapshot p = Snapshot.ignorance(1, 3);
        assertArrayEquals(p.amplitudes(), p.towards(p, 0.3).amplitudes(), 1e-15);
    }

    @Test
    void refusesSharesBeyondTheEnds() {
        Snapshot p = Snapshot.ignorance(1, 3);
        for (double t : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> p.towards(p, t));
        }
    }
}
