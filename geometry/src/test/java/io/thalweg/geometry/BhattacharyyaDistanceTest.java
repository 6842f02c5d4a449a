package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BhattacharyyaDistanceTest {
    private static final String SHAPES = "io.thalweg.geometry.RandomSnapshots#shapes";

    @ParameterizedTest
    @MethodSource(SHAPES)
    void distanceToItselfIsZero(int samples, int classes, int landmarks, long seed) {
        for (double sharpness : RandomSnapshots.SHARPNESS) {
            Snapshot p = RandomSnapshots.snapshot(new SplittableRandom(seed), samples, classes, sharpness);
            assertEquals(0, Divergence.BHATTACHARYYA.between(p, p), 1e-15);
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void ignoranceLiesHalfTheLogarithmOfTheClassesFromTruth(int samples, int classes, int landmarks, long seed) {
        Snapshot truth = Snapshot.truth(RandomSnapshots.labels(new SplittableRandom(seed), samples, classes));
        double distance = Divergence.BHATTACHARYYA.between(Snapshot.ignorance(samples, classes), truth);
        assertEquals(Math.log(classes) / 2, distance, 1e-13);
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void distanceToTruthIsHalfTheCrossEntropy(int samples, int classes, int landmarks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Snapshot p = RandomSnapshots.snapshot(random, samples, classes, 3);
        Labels labels = RandomSnapshots.labels(random, samples, classes);
        double crossEntropy = IntStream.range(0, samples)
                .mapToDouble(n -> -2 * Math.log(p.amplitude(n, labels.label(n))))
                .average()
                .orElseThrow();
        assertEquals(crossEntropy / 2, Divergence.BHATTACHARYYA.between(p, Snapshot.truth(labels)), 1e-12);
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void everyDivergenceIsSymmetricAndNeverNegative(int samples, int classes, int landmarks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Snapshot p = RandomSnapshots.snapshot(random, samples, classes, 12);
        Snapshot q = RandomSnapshots.snapshot(random, samples, classes, 900);
        for (Divergence divergence : Divergence.values()) {
            double there = divergence.between(p, q);
            assertTrue(there >= 0, divergence + ": " + there);
            assertEquals(there, divergence.between(q, p), 1e-15 * Math.abs(there));
            assertEquals(0, divergence.between(p, p), 1e-15);
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void permutingSamplesAndClassesAlikeChangesNothing(int samples, int classes, int landmarks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Snapshot p = RandomSnapshots.snapshot(random, samples, classes, 2);
        Snapshot q = RandomSnapshots.snapshot(random, samples, classes, 900);
        int[] sampleOrder = RandomSnapshots.permutation(random, samples);
        int[] classOrder = RandomSnapshots.permutation(random, classes);
        for (Divergence divergence : Divergence.values()) {
            double permuted =
                    divergence.between(permute(p, sampleOrder, classOrder), permute(q, sampleOrder, classOrder));
            double expected = divergence.between(p, q);
            assertEquals(expected, permuted, 1e-13 * expected);
        }
    }

    private static Snapshot permute(Snapshot p, int[] samples, int[] classes) {
        double[] amplitudes = new double[samples.length * classes.length];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = p.amplitude(samples[i / classes.length], classes[i % classes.length]);
        }
        return Snapshot.ofAmplitudes(samples.length, classes.length, amplitudes);
    }

    @Test
    void disjointRowsLieAtTheFloor() {
        Snapshot p = Snapshot.ofProbabilities(1, 2, new double[] {1, 0});
        Snapshot q = Snapshot.ofProbabilities(1, 2, new double[] {0, 1});
        assertEquals(-Math.log(1e-12), Divergence.BHATTACHARYYA.between(p, q), 1e-13);
        assertEquals(-Math.log(1e-6), Divergence.BHATTACHARYYA.between(p, q, 1e-6), 1e-13);
        assertEquals(1, Divergence.SQUARED_HELLINGER.between(p, q));
    }

    @Test
    void symmetrisedKullbackLeiblerIsTheSumOfBothDirections() {
        Snapshot p = Snapshot.ofProbabilities(1, 2, new double[] {0.9, 0.1});
        Snapshot q = Snapshot.ofProbabilities(1, 2, new double[] {0.3, 0.7});
        double there = 0.9 * Math.log(0.9 / 0.3) + 0.1 * Math.log(0.1 / 0.7);
        double back = 0.3 * Math.log(0.3 / 0.9) + 0.7 * Math.log(0.7 / 0.1);
        assertEquals(there + back, Divergence.SYMMETRISED_KULLBACK_LEIBLER.between(p, q), 1e-14);
    }

    @Test
    void refusesOtherShapesAndFloors() {
        Snapshot p = Snapshot.ignorance(2, 3);
        Snapshot other = Snapshot.ignorance(3, 2);
        assertThrows(IllegalArgumentException.class, () -> Divergence.BHATTACHARYYA.between(p, other));
        for (double floor : new double[] {0, -1, 1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Divergence.BHATTACHARYYA.between(p, p, floor));
        }
    }
}
