package io.thalweg.geometry.vector;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Landmarks in 16 bits: half the memory, and half the time where memory is the limit.
 *
 * <p>Rounding errors average out over samples only if they fall to both sides. Those of amplitudes near one do not (a
 * converged landmark holds thousands of 0.99995, which all become 1), so for each landmark the errors are added up, weighted
 * by the amplitude, and where the sum leaves a few units of the last place the next amplitude is rounded the other way.
 *
 * <p>The first halves of all tiles lie by themselves, and so do the second ones: a kernel that reads both at once reads two
 * streams, each in one direction through all blocks. On Intel's Cascade Lake two streams take 0.85 of the time of one; on AMD's
 * Zen 4 they take 1.8 times as long where each begins anew with every tile, and as long as one where it does not (N = 10,000,
 * C = 10, m = 256).
 */
final class SixteenBitLandmarks implements TiledLandmarks {
    /** The error in nats that a trial may show, to stay below 2e-5 for others. */
    private static final double ALLOWED = 1.8e-5;

    private static final int FEWEST_SAMPLES = 300;
    /** Two units of the last place of amplitudes below one. */
    private static final double DRIFT = 0x1p-10;

    private final Tiling tiling;
    private final int[][] firstHalves;
    private final int[][] secondHalves;
    private final LandmarkAmplitudes source;

    private SixteenBitLandmarks(Tiling tiling, LandmarkAmplitudes source) {
        this.tiling = tiling;
        this.firstHalves = arrays(tiling.blocks(), tiling::firstHalvesSize);
        this.secondHalves = arrays(tiling.blocks(), tiling::secondHalvesSize);
        this.source = source;
    }

    /**
     * Empty if distances would not be kept to 2e-5 nats, by a trial: with few samples (below some 300) rounding does not average
     * out, and little memory is saved.
     */
    static Optional<SixteenBitLandmarks> of(LandmarkAmplitudes source) {
        if (source.samples() < FEWEST_SAMPLES) {
            return Optional.empty();
        }
        Tiling tiling = Tiling.of(source);
        SixteenBitLandmarks rounded = new SixteenBitLandmarks(tiling, source);
        float[] scratch = new float[tiling.landmarks()];
        double[] drift = new double[tiling.landmarks()];
        float[] decoded = new float[tiling.landmarks()];
        RoundingTrial trial = new RoundingTrial(tiling.landmarks());
        for (int n = 0; n < tiling.samples(); n++) {
            for (int c = 0; c < tiling.classes(); c++) {
                float[] row = source.row(n, c, scratch);
                for (int j = 0; j < row.length; j++) {
                    int code = round(row[j], drift, j);
                    decoded[j] = SixteenBitCode.amplitude(code);
                    rounded.array(n, j)[rounded.index(n, c, j)] |= code << bit(j);
                }
                trial.add(row, decoded);
            }
            trial.endSample();
        }
        return trial.largestError(tiling.samples()) <= ALLOWED ? Optional.of(rounded) : Optional.empty();
    }

    private static int round(float amplitude, double[] drift, int landmark) {
        int nearest = SixteenBitCode.of(amplitude);
        double error = amplitude * (SixteenBitCode.amplitude(nearest) - amplitude);
        if (Math.abs(drift[landmark] + error) > DRIFT) {
            int other = nearest + (drift[landmark] > 0 ? -1 : 1);
            double otherError = amplitude * (SixteenBitCode.amplitude(other) - amplitude);
            if (SixteenBitCode.isNormal(other)
                    && Math.abs(drift[landmark] + otherError) < Math.abs(drift[landmark] + error)) {
                drift[landmark] += otherError;
                return other;
            }
        }
        drift[landmark] += error;
        return nearest;
    }

    /** All blocks of one kind, one after the other, so that they lie so in memory. */
    private static int[][] arrays(int blocks, IntUnaryOperator size) {
        int[][] arrays = new int[blocks][];
        for (int block = 0; block < blocks; block++) {
            arrays[block] = new int[size.applyAsInt(block)];
        }
        return arrays;
    }

    private int[] array(int sample, int landmark) {
        int[][] halves = landmark % Lanes.TILE < Lanes.NARROW ? firstHalves : secondHalves;
        return halves[sample / tiling.blockSamples()];
    }

    /** Two codes a vector's length apart share an int. */
    private int index(int sample, int clazz, int landmark) {
        return tiling.halfOffset(sample / tiling.blockSamples(), landmark, sample % tiling.blockSamples())
                + clazz * Lanes.FLOAT_LANES
                + landmark % Lanes.FLOAT_LANES;
    }

    private static int bit(int landmark) {
        return landmark % Lanes.NARROW < Lanes.FLOAT_LANES ? 0 : 16;
    }

    @Override
    public Tiling tiling() {
        return tiling;
    }

    @Override
    public LandmarkAmplitudes source() {
        return source;
    }

    @Override
    public Fold fold(double floor) {
        return new SixteenBitFold(tiling, firstHalves, secondHalves, floor);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        int two = array(sample, landmark)[index(sample, clazz, landmark)];
        return SixteenBitCode.amplitude(two >>> bit(landmark) & 0xffff);
    }
}
