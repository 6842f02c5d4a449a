package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotAccumulatorTest {
    private static final String SHAPES = "io.thalweg.geometry.RandomSnapshots#shapes";
    private static final double FLOOR = Divergence.DEFAULT_FLOOR;

    private record Chunk(int first, int count) {}

    private static SnapshotAccumulator accumulator(HeapLandmarks landmarks, Labels labels) {
        return new SnapshotAccumulator(landmarks, labels, FLOOR, DistanceKernels.plainRows());
    }

    private static SnapshotSums fold(SnapshotAccumulator accumulator, Snapshot snapshot, List<Chunk> chunks) {
        SnapshotSums sums = accumulator.newSums();
        float[] amplitudes = RandomSnapshots.amplitudes(snapshot);
        int classes = snapshot.classes();
        for (Chunk chunk : chunks) {
            float[] rows = Arrays.copyOfRange(amplitudes, chunk.first * classes, (chunk.first + chunk.count) * classes);
            accumulator.add(rows, chunk.first, chunk.count, sums);
        }
        return sums;
    }

    private static List<Chunk> whole(int samples) {
        return List.of(new Chunk(0, samples));
    }

    private static List<Chunk> pieces(int samples, int longest, long seed) {
        Random random = new Random(seed);
        List<Chunk> chunks = new ArrayList<>();
        for (int first = 0; first < samples; ) {
            int count = Math.min(samples - first, 1 + random.nextInt(longest));
            chunks.add(new Chunk(first, count));
            first += count;
        }
        Collections.shuffle(chunks, random);
        return chunks;
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void anyCutAndOrderGivesTheSame(int samples, int classes, int m, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Snapshot> landmarks = RandomSnapshots.landmarks(random, samples, classes, m);
        Labels labels = RandomSnapshots.labels(random, samples, classes);
        SnapshotAccumulator accumulator = accumulator(HeapLandmarks.of(landmarks), labels);
        Deviation deviation = new Deviation("cut into chunks, N=" + samples);
        for (double sharpness : RandomSnapshots.SHARPNESS) {
            Snapshot snapshot = RandomSnapshots.snapshot(random, samples, classes, sharpness);
            SnapshotSums once = fold(accumulator, snapshot, whole(samples));
            for (int longest : new int[] {1, 5, 16, 100}) {
                SnapshotSums cut = fold(accumulator, snapshot, pieces(samples, longest, seed));
                for (int j = 0; j < m; j++) {
                    deviation.add(once.distance(j), cut.distance(j));
                    assertEquals(once.standardError(j), cut.standardError(j), 1e-9);
                }
                for (ProgressMetric metric : ProgressMetric.values()) {
                    assertEquals(once.progress(metric, classes), cut.progress(metric, classes), 1e-6);
                }
                assertEquals(once.distanceToTruth(FLOOR), cut.distanceToTruth(FLOOR), 1e-12);
            }
        }
        deviation.report().assertRelative(1e-9);
    }

    /** Where the distance itself is nothing but rounding, the cut must not add to it. */
    @ParameterizedTest
    @MethodSource(SHAPES)
    void cuttingDoesNotMoveALandmarkFromItself(int samples, int classes, int m, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Snapshot> landmarks = RandomSnapshots.landmarks(random, samples, classes, m);
        SnapshotAccumulator accumulator =
                accumulator(HeapLandmarks.of(landmarks), RandomSnapshots.labels(random, samples, classes));
        Deviation cut = new Deviation("cut into single samples at distance zero, N=" + samples);
        for (int j = 0; j < Math.min(m, 8); j++) {
            double once = fold(accumulator, landmarks.get(j), whole(samples)).distance(j);
            cut.add(
                    once,
                    fold(accumulator, landmarks.get(j), pieces(samples, 1, seed))
                            .distance(j));
            assertEquals(0, once, 3e-7);
        }
        cut.report().assertAbsolute(1e-15);
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void agreesWithTheOracle(int samples, int classes, int m, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        HeapLandmarks landmarks = HeapLandmarks.of(RandomSnapshots.landmarks(random, samples, classes, m));
        Labels labels = RandomSnapshots.labels(random, samples, classes);
        SnapshotAccumulator accumulator = accumulator(landmarks, labels);
        Deviation distances = new Deviation("plain-rows kernel against the oracle, N=" + samples);
        for (double sharpness : RandomSnapshots.SHARPNESS) {
            Snapshot snapshot = RandomSnapshots.snapshot(random, samples, classes, sharpness);
            SnapshotSums fast = fold(accumulator, snapshot, whole(samples));
            SnapshotSums exact = ExactDistances.fold(snapshot, landmarks, labels, FLOOR);
            for (int j = 0; j < m; j++) {
                distances.add(exact.distance(j), fast.distance(j));
                assertEquals(exact.standardError(j), fast.standardError(j), 1e-6);
            }
            assertEquals(exact.distanceToTruth(FLOOR), fast.distanceToTruth(FLOOR), 1e-6);
            assertEquals(exact.distanceToIgnorance(FLOOR), fast.distanceToIgnorance(FLOOR), 1e-6);
        }
        // The oracle's amplitudes are not rounded to float32.
        distances.report().assertAbsolute(1e-7);
    }

    @Test
    void disjointRowsLieAtTheFloorForEveryFloorAllowed() {
        Labels labels = Labels.of(new int[40], 2);
        HeapLandmarks landmarks = HeapLandmarks.of(List.of(Snapshot.truth(labels)));
        float[] opposite = new float[80];
        for (int n = 0; n < 40; n++) {
            opposite[2 * n + 1] = 1;
        }
        for (double floor : new double[] {Divergence.SMALLEST_FLOOR, 1e-12, 1e-6}) {
            SnapshotAccumulator accumulator =
                    new SnapshotAccumulator(landmarks, labels, floor, DistanceKernels.plainRows());
            SnapshotSums sums = accumulator.newSums();
            accumulator.add(opposite, 0, 40, sums);
            assertEquals(-Math.log(floor), sums.distance(0), 1e-6);
        }
    }

    @Test
    void standardErrorIsTheSpreadOfTheEstimate() {
        int samples = 3000;
        SplittableRandom random = new SplittableRandom(11);
        Snapshot pool = RandomSnapshots.snapshot(random, 20_000, 4, 6);
        double[] distances = new double[150];
        double meanError = 0;
        for (int draw = 0; draw < distances.length; draw++) {
            double[] rows = new double[samples * 4];
            for (int n = 0; n < samples; n++) {
                int from = random.nextInt(pool.samples());
                for (int c = 0; c < 4; c++) {
                    rows[n * 4 + c] = pool.amplitude(from, c);
                }
            }
            HeapLandmarks landmark = HeapLandmarks.of(List.of(Snapshot.ignorance(samples, 4)));
            SnapshotSums sums = fold(
                    accumulator(landmark, RandomSnapshots.labels(random, samples, 4)),
                    Snapshot.ofAmplitudes(samples, 4, rows),
                    whole(samples));
            distances[draw] = sums.distance(0);
            meanError += sums.standardError(0) / distances.length;
        }
        double mean = Arrays.stream(distances).average().orElseThrow();
        double spread = Math.sqrt(
                Arrays.stream(distances).map(d -> (d - mean) * (d - mean)).sum() / 149);
        // 150 draws tell the spread to 6%: three times that.
        assertEquals(1, meanError / spread, 0.18);
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void severalTogetherGiveTheSameAsAlone(int samples, int classes, int m, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SnapshotAccumulator accumulator = accumulator(
                HeapLandmarks.of(RandomSnapshots.landmarks(random, samples, classes, m)),
                RandomSnapshots.labels(random, samples, classes));
        float[][] amplitudes = new float[3][];
        SnapshotSums[] alone = new SnapshotSums[3];
        SnapshotSums[] together = new SnapshotSums[3];
        for (int s = 0; s < 3; s++) {
            Snapshot snapshot = RandomSnapshots.snapshot(random, samples, classes, 1 + s);
            amplitudes[s] = RandomSnapshots.amplitudes(snapshot);
            alone[s] = fold(accumulator, snapshot, whole(samples));
            together[s] = accumulator.newSums();
        }

        accumulator.add(amplitudes, 3, 0, samples, together);

        for (int s = 0; s < 3; s++) {
            assertArrayEquals(alone[s].distances(), together[s].distances());
            assertEquals(alone[s].standardError(0), together[s].standardError(0));
            assertEquals(alone[s].distanceToTruth(FLOOR), together[s].distanceToTruth(FLOOR));
            assertEquals(alone[s].distanceToIgnorance(FLOOR), together[s].distanceToIgnorance(FLOOR));
        }
    }

    @Test
    void takesTheEndsOfTheRangeOfAmplitudes() {
        SnapshotAccumulator accumulator =
                accumulator(HeapLandmarks.of(List.of(Snapshot.ignorance(1, 3))), Labels.of(new int[] {1}, 3));
        SnapshotSums sums = accumulator.newSums();

        accumulator.add(new float[] {-0f, 2, 0}, 0, 1, sums);

        assertEquals(0, sums.distanceToTruth(FLOOR), 1e-12);
        assertEquals(-Math.log(Math.min(1, 2 / Math.sqrt(3))), sums.distanceToIgnorance(FLOOR), 1e-7);
    }

    @Test
    void refusesMoreTogetherThanAKernelTakes() {
        SnapshotAccumulator accumulator =
                accumulator(HeapLandmarks.of(List.of(Snapshot.ignorance(3, 2))), Labels.of(new int[] {0, 1, 0}, 2));

        int tooMany = DistanceKernel.MOST_SNAPSHOTS + 1;

        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> accumulator.add(new float[tooMany][6], tooMany, 0, 3, new SnapshotSums[tooMany]));

        assertEquals("33 snapshots: expected 1 to 32", refusal.getMessage());
    }

    @Test
    void partOfASnapshotIsAnEstimateWithinItsError() {
        SplittableRandom random = new SplittableRandom(5);
        Snapshot snapshot = RandomSnapshots.snapshot(random, 4000, 10, 4);
        HeapLandmarks landmarks = HeapLandmarks.of(RandomSnapshots.landmarks(random, 4000, 10, 5));
        SnapshotAccumulator accumulator = accumulator(landmarks, RandomSnapshots.labels(random, 4000, 10));
        SnapshotSums part = fold(accumulator, snapshot, List.of(new Chunk(1000, 800)));
        SnapshotSums all = fold(accumulator, snapshot, whole(4000));
        for (int j = 0; j < 5; j++) {
            assertEquals(all.distance(j), part.distance(j), 4 * part.standardError(j));
        }
    }

    @Test
    void foldingAllocatesNothing() {
        SplittableRandom random = new SplittableRandom(1);
        HeapLandmarks landmarks = HeapLandmarks.of(RandomSnapshots.landmarks(random, 600, 10, 33));
        SnapshotAccumulator accumulator = accumulator(landmarks, RandomSnapshots.labels(random, 600, 10));
        float[] amplitudes = RandomSnapshots.amplitudes(RandomSnapshots.snapshot(random, 600, 10, 2));
        SnapshotSums sums = accumulator.newSums();
        for (int warmUp = 0; warmUp < 50; warmUp++) {
            sums.clear();
            accumulator.add(amplitudes, 0, 600, sums);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 50; i++) {
            sums.clear();
            accumulator.add(amplitudes, 0, 600, sums);
        }
        assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    }

    @Test
    void whatIsNoAmplitudeIsRefusedAndLeavesTheSums() {
        Labels labels = Labels.of(new int[] {0, 1, 0}, 2);
        SnapshotAccumulator accumulator = accumulator(HeapLandmarks.of(List.of(Snapshot.truth(labels))), labels);
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1e-3f, 3}) {
            SnapshotSums sums = accumulator.newSums();
            accumulator.add(new float[] {1, 0}, 0, 1, sums);
            String message = String.valueOf(assertThrows(
                            IllegalArgumentException.class,
                            () -> accumulator.add(new float[] {1, 0, 0, bad}, 1, 2, sums))
                    .getMessage());
            assertTrue(message.contains("sample 2, class 1 is " + bad), message);
            assertEquals(1, sums.samples());
            assertArrayEquals(new double[] {0}, sums.distances(), 1e-15);
        }
    }

    @Test
    void refusesChunksThatDoNotFit() {
        Labels labels = Labels.of(new int[] {0, 1, 0}, 2);
        SnapshotAccumulator accumulator = accumulator(HeapLandmarks.of(List.of(Snapshot.truth(labels))), labels);
        float[] rows = {1, 0, 1, 0, 1, 0};
        SnapshotSums sums = accumulator.newSums();
        int[][] outside = {{-1, 1}, {0, 0}, {0, 4}, {3, 1}, {1, Integer.MAX_VALUE}};
        for (int[] chunk : outside) {
            assertThrows(IllegalArgumentException.class, () -> accumulator.add(rows, chunk[0], chunk[1], sums));
        }
        assertThrows(IllegalArgumentException.class, () -> accumulator.add(new float[3], 0, 2, sums));
        assertThrows(IllegalArgumentException.class, () -> accumulator.add(rows, 0, 3, new SnapshotSums(2, 3)));
        accumulator.add(rows, 0, 3, sums);
        assertThrows(IllegalArgumentException.class, () -> accumulator.add(rows, 0, 1, sums));
    }

    @Test
    void refusesLandmarksOfAnotherProbeSetAndFloorsOutOfRange() {
        HeapLandmarks landmarks = HeapLandmarks.of(List.of(Snapshot.ignorance(3, 2)));
        assertThrows(IllegalArgumentException.class, () -> accumulator(landmarks, Labels.of(new int[2], 2)));
        assertThrows(IllegalArgumentException.class, () -> accumulator(landmarks, Labels.of(new int[3], 3)));
        Labels labels = Labels.of(new int[3], 2);
        for (double floor : new double[] {0, 1e-19, 1, Double.NaN}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new SnapshotAccumulator(landmarks, labels, floor, DistanceKernels.plainRows()));
        }
        assertEquals("plain-rows", DistanceKernels.plainRows().name());
    }

    @Test
    void oracleRefusesOtherShapes() {
        HeapLandmarks landmarks = HeapLandmarks.of(List.of(Snapshot.ignorance(3, 2)));
        Snapshot other = Snapshot.ignorance(2, 2);
        assertThrows(IllegalArgumentException.class, () -> ExactDistances.between(other, landmarks, FLOOR));
        assertThrows(IllegalArgumentException.class, () -> HeapLandmarks.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> HeapLandmarks.of(List.of(other, Snapshot.ignorance(3, 2))));
    }
}
