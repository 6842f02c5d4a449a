package io.thalweg.geometry.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.LandmarkPrecision;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiledLandmarksTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "300, 3, 7", "607, 10, 257", "500, 100, 96"})
    void rowsComeBackAsTheyWere(int samples, int classes, int m) {
        LandmarkAmplitudes given = Predictions.landmarks(new SplittableRandom(m), samples, classes, m);
        LandmarkAmplitudes single = new VectorProvider(LandmarkPrecision.FLOAT32, false).arrange(given);
        LandmarkAmplitudes sixteen = new VectorProvider(LandmarkPrecision.SIXTEEN_BIT, false).arrange(given);
        for (int n = 0; n < samples; n += 1 + samples / 50) {
            for (int c = 0; c < classes; c++) {
                float[] expected = given.row(n, c, new float[m]);
                float[] exact = single.row(n, c, new float[m]);
                float[] rounded = sixteen.row(n, c, new float[m]);
                for (int j = 0; j < m; j++) {
                    assertEquals(expected[j], exact[j]);
                    assertEquals(expected[j], rounded[j], 0x1p-10 * expected[j] + 0x1p-42);
                    assertEquals(expected[j], sixteen.row(n, c, new double[m])[j]);
                }
            }
        }
        assertEquals(samples, sixteen.samples());
        assertEquals(classes, sixteen.classes());
        assertEquals(m, sixteen.landmarks());
    }

    @Test
    void sixteenBitsTakeHalfTheMemory() {
        long single = new VectorProvider(LandmarkPrecision.FLOAT32, false).heapBytes(10_000, 10, 256);
        long sixteen = new VectorProvider(LandmarkPrecision.SIXTEEN_BIT, false).heapBytes(10_000, 10, 256);
        assertEquals(102_400_000, single);
        assertEquals(51_200_000, sixteen);
    }

    @Test
    void fewSamplesStayInFloat32() {
        LandmarkAmplitudes few = Predictions.landmarks(new SplittableRandom(1), 100, 3, 7);
        assertInstanceOf(Float32Landmarks.class, new VectorProvider(LandmarkPrecision.SIXTEEN_BIT, false).arrange(few));
    }

    /** Thousands of 0.99995 would all become 1. */
    @Test
    void roundingErrorsOfEqualAmplitudesCancel() {
        int samples = 2000;
        float[][] rows = new float[2 * samples][1];
        double sum = 0;
        for (int n = 0; n < samples; n++) {
            rows[2 * n][0] = 0.99995f;
            rows[2 * n + 1][0] = (float) Math.sqrt(1 - 0.99995 * 0.99995);
            sum += 0.99995f;
        }
        LandmarkAmplitudes converged = new Predictions.FloatRows(rows, samples, 2, 1);
        LandmarkAmplitudes sixteen =
                SixteenBitLandmarks.of(converged).orElseThrow(() -> new AssertionError("not in 16 bits"));
        double rounded = 0;
        for (int n = 0; n < samples; n++) {
            rounded += sixteen.amplitude(n, 0, 0);
        }
        assertEquals(sum / samples, rounded / samples, 2e-6);
    }

    @Test
    void codesAreExactForPowersOfTwoAndNearForOthers() {
        for (float exact : new float[] {0, 1, 0.5f, 0.75f, 0x1p-20f, 0x1p-62f}) {
            assertEquals(exact, SixteenBitCode.amplitude(SixteenBitCode.of(exact)));
        }
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 10_000; i++) {
            float amplitude = (float) Math.pow(10, -18 * random.nextDouble());
            float back = SixteenBitCode.amplitude(SixteenBitCode.of(amplitude));
            assertTrue(Math.abs(back - amplitude) <= Math.scalb(amplitude, -11));
        }
        assertEquals(2, SixteenBitCode.amplitude(SixteenBitCode.of(5)), 1e-3);
    }

    @Test
    void noCodeIsADenormalNumber() {
        for (float amplitude = 1; amplitude > 1e-40f; amplitude *= 0.7f) {
            float moved = Float.intBitsToFloat(SixteenBitCode.of(amplitude) << SixteenBitCode.SHIFT);
            assertTrue(moved == 0 || moved >= Float.MIN_NORMAL, "amplitude " + amplitude);
        }
    }
}
