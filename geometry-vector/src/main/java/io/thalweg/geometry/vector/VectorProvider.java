package io.thalweg.geometry.vector;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.LandmarkPrecision;

/** Makes the kernels. */
final class VectorProvider implements DistanceKernel.Provider {
    private final LandmarkPrecision precision;
    private final boolean quick;

    VectorProvider(LandmarkPrecision precision, boolean quick) {
        this.precision = precision;
        this.quick = quick;
    }

    @Override
    public String name() {
        return switch (precision) {
            case FLOAT32 -> quick ? "vector-pairwise" : "vector-float32";
            case SIXTEEN_BIT -> "vector-16bit";
        };
    }

    @Override
    public LandmarkPrecision precision() {
        return precision;
    }

    @Override
    public LandmarkAmplitudes arrange(LandmarkAmplitudes landmarks) {
        return switch (precision) {
            case FLOAT32 -> quick ? Float32Landmarks.of(landmarks).quick() : Float32Landmarks.of(landmarks);
            case SIXTEEN_BIT ->
                SixteenBitLandmarks.of(landmarks)
                        .<LandmarkAmplitudes>map(arranged -> arranged)
                        .orElseGet(() -> Float32Landmarks.of(landmarks));
        };
    }

    @Override
    public long heapBytes(int samples, int classes, int landmarks) {
        int bytes = precision == LandmarkPrecision.FLOAT32 ? Float.BYTES : Short.BYTES;
        return Tiling.of(samples, classes, landmarks).size() * bytes;
    }

    @Override
    public DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor) {
        if (!(landmarks instanceof TiledLandmarks)) {
            return DistanceKernels.plainRows().kernel(landmarks, floor);
        }
        if (!(floor >= Divergence.SMALLEST_FLOOR && floor < 1)) {
            throw new IllegalArgumentException(
                    "floor is %s: expected at least %s and below 1".formatted(floor, Divergence.SMALLEST_FLOOR));
        }
        return new TiledKernel((TiledLandmarks) landmarks, floor);
    }
}
