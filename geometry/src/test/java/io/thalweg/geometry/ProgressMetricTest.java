package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProgressMetricTest {
    private static final String SHAPES = "io.thalweg.geometry.RandomSnapshots#shapes";

    private static double progress(ProgressMetric metric, Snapshot snapshot, Labels labels) {
        return Trajectory.of(java.util.List.of(snapshot)).progress(labels, metric)[0];
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void ignoranceHasNoneAndTruthAll(int samples, int classes, int landmarks, long seed) {
        Labels labels = RandomSnapshots.labels(new SplittableRandom(seed), samples, classes);
        for (ProgressMetric metric : ProgressMetric.values()) {
            assertEquals(0, progress(metric, Snapshot.ignorance(samples, classes), labels), 1e-6);
            assertEquals(1, progress(metric, Snapshot.truth(labels), labels), 1e-6);
        }
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void pointsOfTheGeodesicAreFoundAgain(int samples, int classes, int landmarks, long seed) {
        Labels labels = RandomSnapshots.labels(new SplittableRandom(seed), samples, classes);
        Deviation deviation = new Deviation("progress along the geodesic, N=" + samples);
        for (int i = 0; i <= 20; i++) {
            Snapshot gamma = Snapshot.geodesic(labels, i / 20.0);
            for (ProgressMetric metric : ProgressMetric.values()) {
                deviation.add(i / 20.0, progress(metric, gamma, labels));
            }
        }
        deviation.report().assertAbsolute(1e-6);
    }

    /** Every sample on the geodesic, each at a place of its own: the slope jumps at each of them. */
    @ParameterizedTest
    @MethodSource(SHAPES)
    void samplesAtTheirOwnPlaceOfTheGeodesic(int samples, int classes, int landmarks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        // With an even number the geodesic minimum is a whole interval.
        int odd = samples / 2 * 2 + 1;
        Labels labels = RandomSnapshots.labels(random, odd, classes);
        double[] amplitudes = new double[odd * classes];
        for (int n = 0; n < odd; n++) {
            double[] point = Snapshot.geodesic(Labels.of(new int[] {labels.label(n)}, classes), random.nextDouble())
                    .amplitudes();
            System.arraycopy(point, 0, amplitudes, n * classes, classes);
        }
        assertAgreesWithBruteForce("samples at their own place, N=" + odd, amplitudes, labels);
    }

    @ParameterizedTest
    @MethodSource(SHAPES)
    void agreesWithTheDefinitionFromFlatToPeaked(int samples, int classes, int landmarks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Labels labels = RandomSnapshots.labels(random, samples, classes);
        for (double sharpness : RandomSnapshots.SHARPNESS) {
            Snapshot snapshot = RandomSnapshots.snapshot(random, samples, classes, sharpness);
            for (double t : new double[] {0, 0.4, 0.9}) {
                double[] amplitudes =
                        snapshot.towards(Snapshot.truth(labels), t).amplitudes();
                assertAgreesWithBruteForce("random snapshots, N=" + samples, amplitudes, labels);
            }
        }
    }

    private static void assertAgreesWithBruteForce(String name, double[] amplitudes, Labels labels) {
        Snapshot snapshot = Snapshot.ofAmplitudes(labels.samples(), labels.classes(), amplitudes);
        Deviation deviation = new Deviation("progress, " + name);
        for (ProgressMetric metric : ProgressMetric.values()) {
            deviation.add(BruteForceProgress.minimiser(metric, snapshot, labels), progress(metric, snapshot, labels));
        }
        deviation.report().assertAbsolute(1e-4);
    }

    /** Of many samples every 32nd is asked first. Here these lie elsewhere than the rest, and in the end the order may not count. */
    @ParameterizedTest
    @EnumSource
    void theOrderOfManySamplesDoesNotCount(ProgressMetric metric) {
        int samples = 9_001;
        SplittableRandom random = new SplittableRandom(3);
        float[] toIgnorance = new float[samples];
        float[] toTruth = new float[samples];
        float[] mixedIgnorance = new float[samples];
        float[] mixedTruth = new float[samples];
        for (int n = 0; n < samples; n++) {
            boolean askedFirst = n % 32 == 0;
            toIgnorance[n] = (float) (askedFirst ? 0.4 : 0.6 + 0.3 * random.nextDouble());
            toTruth[n] = (float) (askedFirst ? 0.9 : 0.5 * random.nextDouble());
            // 7 and 9001 have no common divisor.
            mixedIgnorance[7 * n % samples] = toIgnorance[n];
            mixedTruth[7 * n % samples] = toTruth[n];
        }
        double progress = metric.of(toIgnorance, toTruth, samples, 10);
        assertEquals(metric.of(mixedIgnorance, mixedTruth, samples, 10), progress, 2.1e-7);
        assertTrue(progress > 0.01 && progress < 0.1, "progress " + progress);
    }

    /** What a thread keeps from one snapshot must not show in the next. */
    @ParameterizedTest
    @EnumSource
    void aLargeSnapshotLeavesNothingBehind(ProgressMetric metric) {
        float[] toIgnorance = new float[5_000];
        float[] toTruth = new float[5_000];
        Arrays.fill(toIgnorance, 0.5f);
        Arrays.fill(toTruth, 0.7f);
        float[] few = {0.7f, 0.8f, 0.9f};
        float[] fewToTruth = {0.3f, 0.2f, 0.4f};
        double alone = metric.of(few, fewToTruth, 3, 10);
        metric.of(toIgnorance, toTruth, 5_000, 10);
        assertEquals(alone, metric.of(few, fewToTruth, 3, 10), 0);
    }

    @Test
    void anyPointOfAFlatMinimumWillDo() {
        Labels labels = Labels.of(new int[] {0, 0}, 10);
        double[] amplitudes = new double[20];
        Labels one = Labels.of(new int[] {0}, 10);
        System.arraycopy(Snapshot.geodesic(one, 0.2).amplitudes(), 0, amplitudes, 0, 10);
        System.arraycopy(Snapshot.geodesic(one, 0.8).amplitudes(), 0, amplitudes, 10, 10);
        double progress = progress(ProgressMetric.GEODESIC, Snapshot.ofAmplitudes(2, 10, amplitudes), labels);
        assertTrue(progress >= 0.2 - 1e-6 && progress <= 0.8 + 1e-6, "progress " + progress);
    }

    @ParameterizedTest
    @EnumSource
    void wrongAndCertainIsNowhereOnTheWay(ProgressMetric metric) {
        Labels labels = Labels.of(new int[] {0}, 3);
        double progress = progress(metric, Snapshot.ofProbabilities(1, 3, new double[] {0, 1, 0}), labels);
        assertEquals(0, progress, 1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatItCannotRead(ProgressMetric metric) {
        float[] two = new float[2];
        assertThrows(IllegalArgumentException.class, () -> metric.of(two, two, 0, 10));
        assertThrows(IllegalArgumentException.class, () -> metric.of(two, two, 3, 10));
        assertThrows(IllegalArgumentException.class, () -> metric.of(two, new float[1], 2, 10));
        assertThrows(IllegalArgumentException.class, () -> metric.of(two, two, 2, 1));
    }
}
