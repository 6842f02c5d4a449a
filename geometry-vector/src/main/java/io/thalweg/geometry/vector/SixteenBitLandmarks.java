package io.thalweg.geometry.vector;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.util.Optional;

/**
 * Landmarks in 16 bits: half the memory, and half the time where memory is the limit.
 *
 * <p>Rounding errors average out over samples only if they fall to both sides. Those of amplitudes near one do not (a
 * converged landmark holds thousands of 0.99995, which all become 1), so for each landmark the errors are added up, weighted
 * by the amplitude, and where the sum leaves a few units of the last place the next amplitude is rounded the other way.
 */
final class SixteenBitLandmarks implements TiledLandmarks {
    /** The error in nats that a trial may show, to stay below 2e-5 for others. */
    private static final double ALLOWED = 1.8e-5;

    private static final int FEWEST_SAMPLES = 300;
    /** Two units of the last place of amplitudes below one. */
    private static final double DRIFT = 0x1p-10;

    private final Tiling tiling;
    private final int[][] blocks;
    private final LandmarkAmplitudes source;

    private SixteenBitLandmarks(Tiling tiling, int[][] blocks, LandmarkAmplitudes source) {
        this.tiling = tiling;
        this.blocks = blocks;
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
        int[][] blocks = new int[tiling.blocks()][];
        float[] scratch = new float[tiling.landmarks()];
        double[] drift = new double[tiling.landmarks()];
        float[] decoded = new float[tiling.landmarks()];
        RoundingTrial trial = new RoundingTrial(tiling.landmarks());
        for (int n = 0; n < tiling.samples(); n++) {
            int b = n / tiling.blockSamples();
            if (n % tiling.blockSamples() == 0) {
                blocks[b] = new int[tiling.size(b) / 2];
            }
            for (int c = 0; c < tiling.classes(); c++) {
                float[] row = source.row(n, c, scratch);
                for (int j = 0; j < row.length; j++) {
                    int rounded = round(row[j], drift, j);
                    decoded[j] = SixteenBitCode.amplitude(rounded);
                    int column = j / Lanes.TILE * Lanes.TILE;
                    blocks[b][index(tiling, n, c, j, column)] |= rounded << half(j);
                }
                trial.add(row, decoded);
            }
            trial.endSample();
        }
        return trial.largestError(tiling.samples()) <= ALLOWED
                ? Optional.of(new SixteenBitLandmarks(tiling, blocks, source))
                : Optional.empty();
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

    /** Two codes a vector's length apart share an int. */
    private static int index(Tiling tiling, int sample, int clazz, int landmark, int column) {
        int block = sample / tiling.blockSamples();
        int within = landmark - column;
        return tiling.pairOffset(block, column, sample % tiling.blockSamples())
                + within / Lanes.NARROW * tiling.secondHalf(block)
                + clazz * Lanes.FLOAT_LANES
                + within % Lanes.FLOAT_LANES;
    }

    private static int half(int landmark) {
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
        return new SixteenBitFold(tiling, blocks, floor);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        int column = landmark / Lanes.TILE * Lanes.TILE;
        int two = blocks[sample / tiling.blockSamples()][index(tiling, sample, clazz, landmark, column)];
        return SixteenBitCode.amplitude(two >>> half(landmark) & 0xffff);
    }
}
