package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotSumsTest {
    private static final int SAMPLES = 30;
    private static final int LANDMARKS = 5;

    private final SplittableRandom random = new SplittableRandom(9);
    private final Labels labels = RandomSnapshots.labels(random, SAMPLES, 4);
    private final SnapshotAccumulator accumulator = new SnapshotAccumulator(
            HeapLandmarks.of(RandomSnapshots.landmarks(random, SAMPLES, 4, LANDMARKS)),
            labels,
            Divergence.DEFAULT_FLOOR,
            DistanceKernels.plainRows());
    private final float[] amplitudes = RandomSnapshots.amplitudes(RandomSnapshots.snapshot(random, SAMPLES, 4, 3));

    private SnapshotSums sums(int first, int count) {
        SnapshotSums sums = new SnapshotSums(LANDMARKS, count);
        accumulator.add(Arrays.copyOfRange(amplitudes, first * 4, (first + count) * 4), first, count, sums);
        return sums;
    }

    private static ByteBuffer written(SnapshotSums sums) {
        ByteBuffer buffer = ByteBuffer.allocate(sums.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
        sums.writeTo(buffer);
        assertEquals(0, buffer.remaining());
        return buffer.flip();
    }

    private static void assertSame(SnapshotSums expected, SnapshotSums actual) {
        assertEquals(expected.samples(), actual.samples());
        assertArrayEquals(expected.distances(), actual.distances(), 1e-14);
        for (int j = 0; j < LANDMARKS; j++) {
            assertEquals(expected.standardError(j), actual.standardError(j), 1e-12);
        }
        for (ProgressMetric metric : ProgressMetric.values()) {
            assertEquals(expected.progress(metric, 4), actual.progress(metric, 4), 1e-6);
        }
        assertEquals(expected.distanceToTruth(1e-12), actual.distanceToTruth(1e-12), 1e-14);
        assertEquals(expected.distanceToIgnorance(1e-12), actual.distanceToIgnorance(1e-12), 1e-14);
    }

    /** Factors of the smallest floor by the thousand, after many near one, and a rest that fills no group. */
    @Test
    void meanLogarithmsHoldWhereProductsWouldVanish() {
        float[] affinities = {0, 1e-5f, 0.999f, 1.00001f, 1e-18f};
        SnapshotSums many = new SnapshotSums(1, 10_007);
        double expected = 0;
        for (int n = 0; n < many.capacity(); n++) {
            many.toTruth[n] = n % 3_000 < 1_500 ? 0.999f : affinities[random.nextInt(affinities.length)];
            many.toIgnorance[n] = 0;
            expected -= Math.log(Math.min(1, Math.max(many.toTruth[n], Divergence.SMALLEST_FLOOR)));
        }
        many.samples = many.capacity();
        assertEquals(expected / many.samples(), many.distanceToTruth(Divergence.SMALLEST_FLOOR), 1e-12);
        double atFloor = -Math.log(Divergence.SMALLEST_FLOOR);
        assertEquals(atFloor, many.distanceToIgnorance(Divergence.SMALLEST_FLOOR), 1e-12);
    }

    @Test
    void partsMergeIntoTheWholeInAnyOrder() {
        SnapshotSums merged = accumulator.newSums();
        merged.merge(sums(20, 10));
        merged.merge(sums(0, 7));
        merged.merge(sums(7, 13));
        assertSame(sums(0, SAMPLES), merged);
    }

    @Test
    void writtenPartsMergeLikeTheirOriginals() {
        SnapshotSums merged = accumulator.newSums();
        merged.mergeFrom(written(sums(20, 10)));
        merged.mergeFrom(written(sums(0, 20)));
        assertSame(sums(0, SAMPLES), merged);
    }

    @Test
    void clearedSumsStartAfresh() {
        SnapshotSums sums = sums(0, SAMPLES);
        sums.clear();
        assertEquals(0, sums.samples());
        sums.merge(sums(0, SAMPLES));
        assertSame(sums(0, SAMPLES), sums);
    }

    @Test
    void refusedBytesLeaveTheSums() {
        SnapshotSums sums = accumulator.newSums();
        sums.mergeFrom(written(sums(0, 10)));
        int landmarksAt = 4;
        int samplesAt = 8;
        int subsetAt = 12;
        int[][] spoilt = {{0, 2}, {landmarksAt, 4}, {samplesAt, -1}, {samplesAt, 21}, {samplesAt, 11}, {subsetAt, -1}};
        for (int[] change : spoilt) {
            ByteBuffer bytes = written(sums(10, 10)).putInt(change[0], change[1]);
            assertThrows(IllegalArgumentException.class, () -> sums.mergeFrom(bytes));
        }
        for (int length : new int[] {0, 15, 16, 100}) {
            ByteBuffer bytes = written(sums(10, 10)).limit(length);
            assertThrows(IllegalArgumentException.class, () -> sums.mergeFrom(bytes));
        }
        assertSame(sums(0, 10), sums);
    }

    @Test
    void refusesToMergeWhatDoesNotFit() {
        SnapshotSums sums = sums(0, 10);
        SnapshotSums other = sums(10, 1);
        assertThrows(IllegalArgumentException.class, () -> sums.merge(other));
        SnapshotSums fewerLandmarks = new SnapshotSums(LANDMARKS - 1, SAMPLES);
        assertThrows(IllegalArgumentException.class, () -> fewerLandmarks.merge(other));
    }

    @Test
    void withoutSamplesThereAreNoFigures() {
        SnapshotSums empty = accumulator.newSums();
        assertThrows(IllegalStateException.class, empty::distances);
        assertThrows(IllegalStateException.class, () -> empty.distance(0));
        assertThrows(IllegalStateException.class, () -> empty.standardError(0));
        assertThrows(IllegalStateException.class, () -> empty.distanceToTruth(1e-12));
        assertThrows(IllegalStateException.class, () -> empty.progress(ProgressMetric.GEODESIC, 4));
    }

    @Test
    void oneSampleHasNoStandardError() {
        assertTrue(Double.isNaN(sums(0, 1).standardError(0)));
    }

    @Test
    void needsLandmarksAndRoom() {
        assertThrows(IllegalArgumentException.class, () -> new SnapshotSums(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SnapshotSums(1, 0));
        assertEquals(SAMPLES, accumulator.newSums().capacity());
    }
}
