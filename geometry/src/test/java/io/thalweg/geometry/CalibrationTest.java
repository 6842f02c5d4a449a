package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static Calibration ofOneTo(int n) {
        return Calibration.of(IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray(), n);
    }

    @Test
    void thresholdIsTheConformalOrderStatistic() {
        for (int n = 1; n <= 300; n++) {
            for (int percent = 1; percent < 100; percent++) {
                // ceil((100 - percent)(n + 1) / 100) in whole numbers.
                int order = ((100 - percent) * (n + 1) + 99) / 100;
                OptionalDouble expected = order > n ? OptionalDouble.empty() : OptionalDouble.of(order);
                assertEquals(expected, ofOneTo(n).threshold(percent / 100.0), "n " + n + ", percent " + percent);
            }
        }
    }

    @Test
    void nineteenRunsJustSupportFivePercent() {
        assertEquals(OptionalDouble.of(19), ofOneTo(19).threshold(0.05));
        assertEquals(OptionalDouble.empty(), ofOneTo(18).threshold(0.05));
    }

    @Test
    void smallestAlphaIsSupportedAndNothingBelow() {
        for (int n = 1; n < 1000; n++) {
            Calibration calibration = ofOneTo(n);
            assertEquals(OptionalDouble.of(n), calibration.threshold(calibration.smallestAlpha()), "n " + n);
            assertTrue(
                    calibration.threshold(calibration.smallestAlpha() * 0.999).isEmpty(), "n " + n);
        }
    }

    @Test
    void noRunsGiveNoThreshold() {
        Calibration none = Calibration.of(List.of());
        assertTrue(none.threshold(0.5).isEmpty());
        assertEquals(0, none.rank(1));
        assertEquals(1, none.smallestAlpha());
    }

    @Test
    void tiesCountTogether() {
        Calibration calibration = Calibration.of(new double[] {2, 1, 2, 2}, 4);
        assertEquals(OptionalDouble.of(2), calibration.threshold(0.4));
        assertEquals(0.25, calibration.rank(2));
        assertEquals(1, calibration.rank(2.1));
        assertEquals(0, calibration.rank(1));
        assertArrayEquals(new double[] {1, 2, 2, 2}, calibration.scores());
    }

    /** Also with ties, scores being rounded to one place. */
    @Test
    void healthyRunsPassTheThresholdNoOftenerThanAlpha() {
        SplittableRandom random = new SplittableRandom(7);
        int trials = 20_000;
        for (boolean rounded : new boolean[] {false, true}) {
            for (double alpha : new double[] {0.05, 0.1, 0.25}) {
                int alarms = 0;
                for (int trial = 0; trial < trials; trial++) {
                    double[] draws = random.doubles(25)
                            .map(x -> rounded ? Math.rint(10 * x) : x)
                            .toArray();
                    Calibration calibration = Calibration.of(Arrays.copyOf(draws, 24), 24);
                    alarms += draws[24] > calibration.threshold(alpha).orElseThrow() ? 1 : 0;
                }
                double error = Math.sqrt(alpha * (1 - alpha) / trials);
                assertTrue(alarms <= (alpha + 4 * error) * trials, alpha + ": " + alarms);
            }
        }
    }

    @Test
    void refusesLevelsAndScoresThatAreNone() {
        for (double alpha : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> ofOneTo(3).threshold(alpha));
        }
        assertThrows(IllegalArgumentException.class, () -> Calibration.of(new double[] {Double.NaN}, 1));
        assertThrows(IllegalArgumentException.class, () -> Calibration.of(new double[] {1}, 2));
        assertThrows(IllegalArgumentException.class, () -> ofOneTo(3).rank(Double.NaN));
    }

    @Test
    void runsScoreByTheirLargestDistance() {
        Calibration calibration = Calibration.of(List.of(run("a.s0", "a", 0.1, 0.3, 0.2), run("a.s1", "a", 0.2)));
        assertArrayEquals(new double[] {0.2, 0.3}, calibration.scores());
        assertEquals(2, calibration.runs());
        assertEquals(1, calibration.configurations());
    }

    @Test
    void referenceRunsNeedNamesAndCheckpoints() {
        assertThrows(IllegalArgumentException.class, () -> run("a.s0", "a"));
        assertThrows(IllegalArgumentException.class, () -> run(" ", "a", 0.1));
    }

    private static ReferenceRun run(String name, String config, double... distances) {
        List<ReferenceRun.ReferenceCheckpoint> checkpoints = IntStream.range(0, distances.length)
                .mapToObj(i -> new ReferenceRun.ReferenceCheckpoint(i, i, 0.5, distances[i], 1, 1, List.of(0.0)))
                .toList();
        return new ReferenceRun(name, config, Map.of(), 10, checkpoints);
    }
}
