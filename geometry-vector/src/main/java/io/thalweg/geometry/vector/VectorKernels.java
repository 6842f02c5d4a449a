package io.thalweg.geometry.vector;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.KernelSource;
import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.geometry.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The kernels on the Vector API, if the JVM was started with {@code --add-modules jdk.incubator.vector} and a trial gives
 * the distances that the plain loops give. This class refers to none of that API's, so that it can be loaded without it.
 */
public final class VectorKernels implements KernelSource {
    private static final String MODULE = "jdk.incubator.vector";
    private static final int SAMPLES = 21;
    private static final int CLASSES = 3;
    private static final double ALLOWED_NATS = 1e-6;

    /** For the service loader. */
    public VectorKernels() {}

    @Override
    public Optional<String> obstacle() {
        if (ModuleLayer.boot().findModule(MODULE).isEmpty()) {
            return Optional.of("the JVM was started without --add-modules " + MODULE);
        }
        try {
            return trial();
        } catch (LinkageError | RuntimeException e) {
            return Optional.of("the trial of the Vector API failed: " + e);
        }
    }

    @Override
    public DistanceKernel.Provider provider(LandmarkPrecision precision) {
        return new VectorProvider(precision, false);
    }

    @Override
    public DistanceKernel.Provider pairwise() {
        return new VectorProvider(LandmarkPrecision.FLOAT32, true);
    }

    private Optional<String> trial() {
        if (Lanes.FLOAT_LANES < 4) {
            return Optional.of(
                    "this processor's vectors hold %d floats: expected 4 or more".formatted(Lanes.FLOAT_LANES));
        }
        SplittableRandom random = new SplittableRandom(1);
        Snapshot landmark = snapshot(random);
        HeapLandmarks landmarks = HeapLandmarks.of(List.of(landmark, snapshot(random), snapshot(random)));
        float[] amplitudes = new float[SAMPLES * CLASSES];
        landmark.copyTo(amplitudes);
        DistanceKernel.Provider vectors = provider(LandmarkPrecision.FLOAT32);
        double[] expected = new double[landmarks.landmarks()];
        double[] sums = new double[landmarks.landmarks()];
        DistanceKernels.plainRows()
                .kernel(landmarks, Divergence.DEFAULT_FLOOR)
                .accumulate(amplitudes, 0, 0, SAMPLES, expected);
        vectors.kernel(vectors.arrange(landmarks), Divergence.DEFAULT_FLOOR)
                .accumulate(amplitudes, 0, 0, SAMPLES, sums);
        for (int j = 0; j < sums.length; j++) {
            if (!(Math.abs(sums[j] - expected[j]) <= ALLOWED_NATS * SAMPLES)) {
                return Optional.of("the trial of the Vector API gave a distance of %s: expected %s"
                        .formatted(sums[j] / SAMPLES, expected[j] / SAMPLES));
            }
        }
        return Optional.empty();
    }

    private static Snapshot snapshot(SplittableRandom random) {
        return Snapshot.ofAmplitudes(
                SAMPLES, CLASSES, random.doubles(SAMPLES * CLASSES).toArray());
    }
}
