package io.thalweg.geometry.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.KernelThreads;
import io.thalweg.geometry.LandmarkPrecision;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VectorKernelsTest {
    @Test
    void areFoundTriedAndChosen() {
        assertEquals(Optional.empty(), new VectorKernels().obstacle());
        assertEquals(
                "vector-16bit",
                DistanceKernels.choose(LandmarkPrecision.SIXTEEN_BIT).kernels().name());
        assertEquals(
                "vector-float32",
                DistanceKernels.choose(LandmarkPrecision.FLOAT32).kernels().name());
    }

    @Test
    void tellTheirPrecisionThroughTheThreadsThatDivideThem() {
        try (KernelThreads threads = KernelThreads.start(2)) {
            for (LandmarkPrecision precision : LandmarkPrecision.values()) {
                assertEquals(
                        precision,
                        threads.dividing(DistanceKernels.choose(precision).kernels())
                                .precision());
            }
        }
    }

    @Test
    void logarithmsAreGoodToTenDigits() {
        SplittableRandom random = new SplittableRandom(2);
        double[] x = new double[64];
        for (int round = 0; round < 200; round++) {
            double[] expected = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = Math.pow(10, -18 * random.nextDouble()) * (1 + 1e-7);
                expected[i] = -Math.log(x[i]);
            }
            Logarithms.negate(x);
            for (int i = 0; i < x.length; i++) {
                assertEquals(expected[i], x[i], 1e-10);
            }
        }
    }
}
