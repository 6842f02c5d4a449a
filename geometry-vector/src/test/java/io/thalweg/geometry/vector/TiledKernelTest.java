package io.thalweg.geometry.vector;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.LandmarkPrecision;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TiledKernelTest {
    private static final double FLOOR = Divergence.DEFAULT_FLOOR;

    static Stream<Arguments> shapes() {
        int[][] shapes = {
            {1, 2, 1}, {13, 3, 7}, {207, 10, 33}, {600, 10, 257}, {97, 100, 64}, {2003, 17, 95}, {500, 1000, 128}
        };
        return Stream.of(LandmarkPrecision.values())
                .flatMap(precision -> Stream.of(shapes).map(s -> Arguments.of(precision, s[0], s[1], s[2])));
    }

    private static DistanceKernel kernel(LandmarkPrecision precision, LandmarkAmplitudes landmarks, double floor) {
        VectorProvider provider = new VectorProvider(precision, false);
        return provider.kernel(provider.arrange(landmarks), floor);
    }

    private static double bound(LandmarkPrecision precision) {
        return precision == LandmarkPrecision.FLOAT32 ? 1e-8 : 2e-5;
    }

    static Stream<Arguments> plainShapes() {
        return shapes().map(Arguments::get)
                .filter(s -> s[0] == LandmarkPrecision.FLOAT32)
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("plainShapes")
    void plainLoopsAgreeWithTheOracleToo(LandmarkPrecision precision, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(samples);
        LandmarkAmplitudes landmarks = Predictions.landmarks(random, samples, classes, m);
        DistanceKernel kernel = DistanceKernels.plainRows().kernel(landmarks, FLOOR);
        for (double sharpness : Predictions.SHARPNESS) {
            float[] snapshot = Predictions.snapshot(random, samples, classes, sharpness);
            double[] sums = new double[m];
            kernel.accumulate(snapshot, 0, 0, samples, sums);
            double[] expected = Predictions.distances(snapshot, landmarks, FLOOR);
            for (int j = 0; j < m; j++) {
                assertEquals(expected[j], sums[j] / samples, bound(precision), "sharpness " + sharpness);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void agreesWithTheOracle(LandmarkPrecision precision, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(samples);
        LandmarkAmplitudes landmarks = Predictions.landmarks(random, samples, classes, m);
        for (double floor : new double[] {FLOOR, 1e-6}) {
            DistanceKernel kernel = kernel(precision, landmarks, floor);
            for (double sharpness : Predictions.SHARPNESS) {
                float[] snapshot = Predictions.snapshot(random, samples, classes, sharpness);
                double[] sums = new double[m];
                kernel.accumulate(snapshot, 0, 0, samples, sums);
                double[] expected = Predictions.distances(snapshot, landmarks, floor);
                for (int j = 0; j < m; j++) {
                    assertEquals(expected[j], sums[j] / samples, bound(precision), "sharpness " + sharpness);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aLandmarkIsNearItself(LandmarkPrecision precision, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(samples);
        LandmarkAmplitudes landmarks = Predictions.landmarks(random, samples, classes, m);
        DistanceKernel kernel = kernel(precision, landmarks, FLOOR);
        for (int j = 0; j < Math.min(m, 6); j++) {
            float[] snapshot = new float[samples * classes];
            for (int i = 0; i < snapshot.length; i++) {
                snapshot[i] = landmarks.amplitude(i / classes, i % classes, j);
            }
            double[] sums = new double[m];
            kernel.accumulate(snapshot, 0, 0, samples, sums);
            assertEquals(Predictions.distances(snapshot, landmarks, FLOOR)[j], sums[j] / samples, bound(precision) / 2);
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void anyCutGivesTheSame(LandmarkPrecision precision, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(samples);
        DistanceKernel kernel = kernel(precision, Predictions.landmarks(random, samples, classes, m), FLOOR);
        for (double sharpness : Predictions.SHARPNESS) {
            float[] snapshot = Predictions.snapshot(random, samples, classes, sharpness);
            double[] once = new double[m];
            kernel.accumulate(snapshot, 0, 0, samples, once);
            double[] cut = new double[m];
            for (int first = 0, count; first < samples; first += count) {
                count = Math.min(samples - first, 1 + random.nextInt(40));
                float[] part = Arrays.copyOfRange(snapshot, first * classes, (first + count) * classes);
                kernel.accumulate(part, 0, first, count, cut);
            }
            for (int j = 0; j < m; j++) {
                assertEquals(once[j], cut[j], 1e-13 * samples + 1e-9 * Math.abs(once[j]));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void togetherOrAloneIsTheSameToTheBit(LandmarkPrecision precision, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(samples);
        DistanceKernel kernel = kernel(precision, Predictions.landmarks(random, samples, classes, m), FLOOR);
        int most = classes > 100 ? 5 : DistanceKernel.MOST_SNAPSHOTS;
        float[][] snapshots = new float[most][];
        double[][] alone = new double[most][m];
        for (int s = 0; s < most; s++) {
            snapshots[s] = Predictions.snapshot(random, samples, classes, Predictions.SHARPNESS[s % 5]);
            kernel.accumulate(snapshots[s], 0, 0, samples, alone[s]);
        }
        for (int together : new int[] {1, 3, 4, most}) {
            double[][] sums = new double[together][m];
            kernel.accumulate(snapshots, together, 0, 0, samples, sums);
            for (int s = 0; s < together; s++) {
                assertArrayEquals(alone[s], sums[s]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void termsOfSamplesAddUp(LandmarkPrecision precision, int samples, int classes, int m) {
        SplittableRandom random = new SplittableRandom(samples);
        DistanceKernel kernel = kernel(precision, Predictions.landmarks(random, samples, classes, m), FLOOR);
        float[] snapshot = Predictions.snapshot(random, samples, classes, 2);
        double[] sums = new double[m];
        double[] terms = new double[m];
        double[] squares = new double[m];
        kernel.accumulate(snapshot, 0, 0, samples, sums);
        for (int n = 0; n < samples; n++) {
            kernel.addTerms(snapshot, n * classes, n, terms, squares);
        }
        for (int j = 0; j < m; j++) {
            assertEquals(sums[j], terms[j], 1e-7 * samples);
            assertTrue(squares[j] * samples >= terms[j] * terms[j] * (1 - 1e-9));
        }
    }

    @ParameterizedTest
    @EnumSource(LandmarkPrecision.class)
    void floorsAreHeld(LandmarkPrecision precision) {
        int samples = 400;
        float[][] rows = new float[2 * samples][1];
        float[] opposite = new float[2 * samples];
        for (int n = 0; n < samples; n++) {
            rows[2 * n][0] = 1;
            opposite[2 * n + 1] = 1;
        }
        LandmarkAmplitudes truth = new Predictions.FloatRows(rows, samples, 2, 1);
        for (double floor : new double[] {Divergence.SMALLEST_FLOOR, 1e-12, 1e-6}) {
            double[] sums = new double[1];
            kernel(precision, truth, floor).accumulate(opposite, 0, 0, samples, sums);
            assertEquals(-Math.log(floor), sums[0] / samples, bound(precision));
        }
    }

    @Test
    void landmarksThatAreNotArrangedAreFoldedByThePlainLoops() {
        SplittableRandom random = new SplittableRandom(3);
        LandmarkAmplitudes landmarks = Predictions.landmarks(random, 50, 4, 9);
        float[] snapshot = Predictions.snapshot(random, 50, 4, 2);
        double[] sums = new double[9];
        new VectorProvider(LandmarkPrecision.SIXTEEN_BIT, false)
                .kernel(landmarks, FLOOR)
                .accumulate(snapshot, 0, 0, 50, sums);
        assertEquals(Predictions.distances(snapshot, landmarks, FLOOR)[3], sums[3] / 50, 1e-6);
    }

    @Test
    void refusesFloorsOutOfRange() {
        LandmarkAmplitudes landmarks = Predictions.landmarks(new SplittableRandom(3), 5, 4, 9);
        for (double floor : new double[] {0, 1e-19, 1, Double.NaN}) {
            for (LandmarkPrecision precision : LandmarkPrecision.values()) {
                assertThrows(IllegalArgumentException.class, () -> kernel(precision, landmarks, floor));
            }
        }
    }
}
