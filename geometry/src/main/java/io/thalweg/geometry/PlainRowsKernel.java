package io.thalweg.geometry;

import java.util.Arrays;

/**
 * The kernel that runs everywhere: plain loops over rows of landmarks, which the JIT compiler turns into SIMD code.
 *
 * <p>Affinities are {@link TwoFloats}: sums in one float would err by 6e-8, and to one side where predictions are flat. From 256
 * samples on distances are good to 1e-8, below that to 1e-13.
 *
 * <p>Logarithms are not taken one by one: a running product per landmark is kept in double precision and its
 * exponent taken out every {@value #PRODUCT_LENGTH} samples, which costs an integer addition instead of a logarithm.
 * The product is exact to 1e-16 a factor, wherever a chunk ends; a floor of 1e-18 still leaves it above the smallest
 * normal double.
 *
 * <p>Rejected: one flat array for all rows (not vectorised by C2), a float32 product (the result then depends on the cut into chunks at 1e-8).
 */
final class PlainRowsKernel implements DistanceKernel {
    static final Provider PROVIDER = new Provider() {
        @Override
        public String name() {
            return "plain-rows";
        }

        @Override
        public LandmarkAmplitudes arrange(LandmarkAmplitudes landmarks) {
            return FloatRows.of(landmarks);
        }

        @Override
        public DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor) {
            return new PlainRowsKernel(landmarks, floor);
        }
    };

    private static final int PRODUCT_LENGTH = 16;
    /** From here on rounding averages out. */
    private static final int MANY_SAMPLES = 256;

    private static final long MANTISSA = 0x000f_ffff_ffff_ffffL;
    private static final long ONE = 0x3ff0_0000_0000_0000L;
    private static final long SQRT_HALF = Double.doubleToRawLongBits(Math.sqrt(0.5));
    private static final double LN_2 = Math.log(2);

    private final LandmarkAmplitudes landmarks;
    private final double floor;
    private final TwoFloats affinity;
    /** For landmarks that do not lend their rows. */
    private final float[] row;

    private final double[] product;
    private final long[] exponent;

    PlainRowsKernel(LandmarkAmplitudes landmarks, double floor) {
        if (!(floor >= Divergence.SMALLEST_FLOOR && floor < 1)) {
            throw new IllegalArgumentException(
                    "floor is %s: expected at least %s and below 1".formatted(floor, Divergence.SMALLEST_FLOOR));
        }
        this.landmarks = landmarks;
        this.floor = floor;
        this.affinity = new TwoFloats(landmarks.landmarks());
        this.row = new float[landmarks.landmarks()];
        this.product = new double[landmarks.landmarks()];
        this.exponent = new long[landmarks.landmarks()];
    }

    @Override
    public void accumulate(float[] amplitudes, int at, int firstSample, int count, double[] sums) {
        Arrays.fill(product, 1);
        Arrays.fill(exponent, 0);
        int extractions = 0;
        for (int n = 0; n < count; n++) {
            take(amplitudes, at + n * landmarks.classes(), firstSample + n);
            affinity.multiplyInto(product, floor);
            if (n % PRODUCT_LENGTH == PRODUCT_LENGTH - 1 || n == count - 1) {
                takeOutExponents(product, exponent);
                extractions++;
            }
        }
        for (int j = 0; j < sums.length; j++) {
            sums[j] -= Math.log(product[j]) + LN_2 * (exponent[j] - 1023L * extractions);
        }
    }

    @Override
    public void addTerms(float[] amplitudes, int at, int sample, double[] sums, double[] squares) {
        take(amplitudes, at, sample);
        for (int j = 0; j < sums.length; j++) {
            double term = -NaturalLogarithm.of(Math.max(affinity.value(j), floor));
            sums[j] += term;
            squares[j] += term * term;
        }
    }

    private void take(float[] amplitudes, int at, int sample) {
        affinity.clear();
        int classes = landmarks.classes();
        boolean many = landmarks.samples() >= MANY_SAMPLES;
        for (int c = 0; c < classes; c++) {
            float[] landmarkRow = landmarks.row(sample, c, row);
            if (many) {
                affinity.add(landmarkRow, amplitudes[at + c]);
            } else {
                affinity.addExactly(landmarkRow, amplitudes[at + c]);
            }
        }
    }

    /**
     * Leaves the mantissas in [sqrt 1/2, sqrt 2) and adds the biased exponents. Around one rather than in [1, 2): else the
     * product of a snapshot close to a landmark would be ln(1.99..) - ln 2, and its small distance lost in the
     * difference. Assumes positive normal products: NaN is refused earlier.
     */
    private static void takeOutExponents(double[] product, long[] exponent) {
        for (int j = 0; j < product.length; j++) {
            long bits = Double.doubleToRawLongBits(product[j]) + (ONE - SQRT_HALF);
            exponent[j] += bits >>> 52;
            product[j] = Double.longBitsToDouble((bits & MANTISSA) + SQRT_HALF);
        }
    }
}
