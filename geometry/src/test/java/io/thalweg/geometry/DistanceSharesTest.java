package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.DistanceShares.OfClass;
import io.thalweg.geometry.DistanceShares.OfSample;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistanceSharesTest {
    private static final double FLOOR = Divergence.DEFAULT_FLOOR;

    @ParameterizedTest
    @MethodSource("io.thalweg.geometry.RandomSnapshots#shapes")
    void sharesSumToOneAndDivideTheDistance(int samples, int classes, int landmarks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Labels labels = RandomSnapshots.labels(random, samples, classes);
        List<Snapshot> others = RandomSnapshots.landmarks(random, samples, classes, landmarks);
        Snapshot snapshot = RandomSnapshots.snapshot(random, samples, classes, 2);
        DistanceShares shares = new DistanceShares(HeapLandmarks.of(others), labels, FLOOR, landmarks - 1);
        shares.add(RandomSnapshots.amplitudes(snapshot), 0, samples);

        double expected = Divergence.BHATTACHARYYA.between(snapshot, others.get(landmarks - 1), FLOOR);
        assertEquals(expected, shares.distanceNats(), 1e-6 * (1 + expected));
        assertEquals(
                1, shares.samples(samples).stream().mapToDouble(OfSample::share).sum(), 1e-9);
        assertEquals(
                1, shares.classes(classes).stream().mapToDouble(OfClass::share).sum(), 1e-9);
    }

    @Test
    void chunksInAnyOrderGiveTheSameShares() {
        SplittableRandom random = new SplittableRandom(7);
        Labels labels = RandomSnapshots.labels(random, 60, 10);
        HeapLandmarks landmarks = HeapLandmarks.of(RandomSnapshots.landmarks(random, 60, 10, 3));
        float[] whole = RandomSnapshots.amplitudes(RandomSnapshots.snapshot(random, 60, 10, 12));
        DistanceShares atOnce = new DistanceShares(landmarks, labels, FLOOR, 1);
        atOnce.add(whole, 0, 60);
        DistanceShares inChunks = new DistanceShares(landmarks, labels, FLOOR, 1);
        inChunks.add(Arrays.copyOfRange(whole, 170, 600), 17, 43);
        inChunks.add(whole, 0, 17);

        assertEquals(60, inChunks.samples());
        assertEquals(atOnce.distanceNats(), inChunks.distanceNats(), 1e-12);
        List<OfSample> first = atOnce.samples(60);
        List<OfSample> second = inChunks.samples(60);
        for (int i = 0; i < 60; i++) {
            assertEquals(first.get(i).sample(), second.get(i).sample());
            assertEquals(first.get(i).share(), second.get(i).share(), 1e-12);
        }
    }

    @Test
    void permutedSamplesCarryTheSameShares() {
        SplittableRandom random = new SplittableRandom(8);
        int[] order = RandomSnapshots.permutation(random, 40);
        Labels labels = RandomSnapshots.labels(random, 40, 5);
        Snapshot landmark = RandomSnapshots.snapshot(random, 40, 5, 2);
        Snapshot snapshot = RandomSnapshots.snapshot(random, 40, 5, 12);
        Labels permutedLabels = Labels.of(IntStream.of(order).map(labels::label).toArray(), 5);
        List<OfSample> before = shares(labels, landmark, snapshot).samples(40);
        DistanceShares permuted = shares(permutedLabels, permuted(landmark, order), permuted(snapshot, order));

        List<OfSample> after = permuted.samples(40);
        for (int i = 0; i < 40; i++) {
            assertEquals(before.get(i).sample(), order[after.get(i).sample()]);
            assertEquals(before.get(i).share(), after.get(i).share(), 1e-12);
        }
        List<OfClass> classes = shares(labels, landmark, snapshot).classes(5);
        for (int i = 0; i < 5; i++) {
            assertEquals(classes.get(i).label(), permuted.classes(5).get(i).label());
            assertEquals(classes.get(i).predicted(), permuted.classes(5).get(i).predicted());
        }
    }

    @Test
    void labelShiftNamesTheShiftedClassesAndNoOthers() {
        Labels labels = Labels.of(IntStream.range(0, 100).map(n -> n % 10).toArray(), 10);
        Snapshot healthy = Snapshot.geodesic(labels, 0.8);
        // 3, 4 and 5 are taken for the next one; the rest is as it should be.
        Labels shifted = Labels.of(
                IntStream.range(0, 100)
                        .map(n -> n % 10 >= 3 && n % 10 <= 5 ? n % 10 + 1 : n % 10)
                        .toArray(),
                10);
        DistanceShares shares = shares(labels, healthy, Snapshot.geodesic(shifted, 0.8));

        List<OfClass> classes = shares.classes(10);
        for (int i = 0; i < 3; i++) {
            OfClass each = classes.get(i);
            assertEquals(3 + i, each.label());
            assertEquals(OptionalInt.of(4 + i), each.predicted());
            assertEquals(3 + i, each.healthyPredicted());
            assertEquals(1.0 / 3, each.share(), 1e-6);
            assertEquals(1.0, each.predictedShare());
            assertTrue(each.mistaken());
        }
        assertEquals(OptionalInt.empty(), classes.get(3).predicted());
        assertFalse(classes.get(3).mistaken());
        assertEquals(0, classes.get(3).share(), 1e-6);
        assertEquals(3, shares.samples(1).get(0).label());
        assertEquals(4, shares.samples(1).get(0).predicted());
    }

    @Test
    void mostFrequentWrongPredictionIsNamedThoughMostAreRight() {
        Labels labels = Labels.of(new int[] {0, 0, 0, 0, 0, 1}, 3);
        Labels seen = Labels.of(new int[] {0, 0, 0, 2, 2, 1}, 3);
        DistanceShares shares = shares(labels, Snapshot.geodesic(labels, 0.9), Snapshot.geodesic(seen, 0.9));

        OfClass zero = shares.classes(1).get(0);
        assertEquals(OptionalInt.of(2), zero.predicted());
        assertEquals(0.4, zero.predictedShare(), 1e-12);
        assertFalse(zero.mistaken());
    }

    @Test
    void snapshotAtDistanceZeroHasNoShares() {
        Labels labels = Labels.of(new int[] {0, 1}, 2);
        DistanceShares shares = shares(labels, Snapshot.truth(labels), Snapshot.truth(labels));

        assertEquals(0, shares.distanceNats());
        assertEquals(List.of(), shares.classes(2));
        assertEquals(List.of(), shares.samples(2));
    }

    @Test
    void partOfASnapshotHasSharesOfItsOwn() {
        Labels labels = Labels.of(new int[] {0, 1, 2, 2}, 3);
        DistanceShares shares = new DistanceShares(HeapLandmarks.of(List.of(Snapshot.truth(labels))), labels, FLOOR, 0);
        shares.add(RandomSnapshots.amplitudes(Snapshot.ignorance(4, 3)), 1, 2);

        assertEquals(Math.log(3) / 2, shares.distanceNats(), 1e-6);
        assertEquals(
                List.of(1, 2), shares.samples(4).stream().map(OfSample::sample).toList());
        assertEquals(
                List.of(1, 2), shares.classes(3).stream().map(OfClass::label).toList());
    }

    @Test
    void sampleAddedTwiceIsRefused() {
        Labels labels = Labels.of(new int[] {0, 1}, 2);
        DistanceShares shares = shares(labels, Snapshot.truth(labels), Snapshot.truth(labels));

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> shares.add(new float[2], 1, 1));
        assertEquals("sample 1 was added before", refusal.getMessage());
    }

    private static DistanceShares shares(Labels labels, Snapshot landmark, Snapshot snapshot) {
        DistanceShares shares = new DistanceShares(HeapLandmarks.of(List.of(landmark)), labels, FLOOR, 0);
        shares.add(RandomSnapshots.amplitudes(snapshot), 0, snapshot.samples());
        return shares;
    }

    private static Snapshot permuted(Snapshot snapshot, int[] order) {
        double[] amplitudes = new double[order.length * snapshot.classes()];
        for (int n = 0; n < order.length; n++) {
            for (int c = 0; c < snapshot.classes(); c++) {
                amplitudes[n * snapshot.classes() + c] = snapshot.amplitude(order[n], c);
            }
        }
        return Snapshot.ofAmplitudes(order.length, snapshot.classes(), amplitudes);
    }
}
