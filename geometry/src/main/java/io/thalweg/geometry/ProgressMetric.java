package io.thalweg.geometry;

/**
 * Progress: where on the geodesic from ignorance (0) to truth (1) a snapshot is nearest.
 *
 * <p>Both published definitions need two numbers a sample only: a, the affinity with ignorance, and b, the affinity with
 * truth. With theta = arccos(1 / sqrt C), a sample's affinity with the geodesic's point t is c(t) = [a sin((1 - t) theta)
 * + b sin(t theta)] / sin(theta), the cosine of an arc. Both objectives are convex in t, so the root of the slope is
 * bracketed and found to 1e-7 by ITP steps (Oliveira and Takahashi 2020, doi 10.1145/3423597): some 8 passes over the
 * samples where the slope is smooth, never more than 26, also where it jumps.
 *
 * <p>Accuracy: 1e-7 in t against the exact minimiser of the float32 affinities given, and float32 itself moves it by less
 * than 2e-5 (worst where many samples lie on the geodesic, and their slopes jump). Where the minimum is flat (an even
 * number of samples, all on the geodesic, half of them before and half behind) any point of it may be returned. Affinities
 * are assumed finite: {@link SnapshotAccumulator} refuses others. Allocates a few kilobytes, whatever
 * the number of samples; thread-safe.
 *
 * <p>Rejected: a grid in t with refinement (as dear, less exact); regula falsi and bisection in turn (twice the passes,
 * since every second step halves only).
 */
public enum ProgressMetric {
    /**
     * argmin over t of sum_n arccos c_n(t): the PNAS definition, and the default (Mao et al. 2024, "progress").
     *
     * <p>The slope of a sample is s / sqrt(1 - c^2), with s = -dc / d(t theta). As c^2 + s^2 = r^2, the squared length of
     * the row's projection onto the plane of the geodesic, it is written s / sqrt(1 - r^2 + s^2), which loses nothing
     * where c is near 1. A sample that lies on the geodesic has the slope sign(s).
     */
    GEODESIC {
        @Override
        void slopes(Place at, double[] a, double[] b, double[] slopes) {
            for (int n = 0; n < slopes.length; n++) {
                double across = a[n] * at.acrossIgnorance - b[n] * at.acrossTruth;
                double inPlane = (a[n] * a[n] - at.twiceCosine * a[n] * b[n] + b[n] * b[n]) * at.perSquaredSine;
                // abs, not max(0, .): as good, and nothing has to be chosen. What is added makes 0/0 a zero.
                slopes[n] = across / Math.sqrt(Math.abs(1 - inPlane) + across * across + SMALLEST);
            }
        }
    },
    /** argmin over t of -sum_n ln c_n(t): the definition of Ramesh et al. 2023; gives other numbers. */
    BHATTACHARYYA {
        @Override
        void slopes(Place at, double[] a, double[] b, double[] slopes) {
            for (int n = 0; n < slopes.length; n++) {
                double across = a[n] * at.acrossIgnorance - b[n] * at.acrossTruth;
                double along = a[n] * at.alongIgnorance + b[n] * at.alongTruth;
                slopes[n] = across / Math.max(along, Divergence.DEFAULT_FLOOR);
            }
        }
    };

    private static final double TOLERANCE = 1e-7;
    private static final double SMALLEST = Double.MIN_NORMAL;
    /** Halvings that bring [0, 1] down to twice the tolerance, and one more that ITP may spend on being quicker. */
    private static final int MOST_STEPS = 24;

    /**
     * Slopes of some samples' terms by the angle t theta. A plain loop over arrays of one type: that much C2 turns into SIMD
     * code, square root and division included.
     *
     * <p>Of each sample, {@code across} is s, minus the derivative of c by that angle; {@code along} is c; and
     * {@code inPlane} is r^2, which rounding can carry above 1: that tells as little as as much below.
     *
     * @param a affinities with ignorance
     * @param b affinities with truth, as many
     * @param slopes takes the slopes, as many
     */
    abstract void slopes(Place at, double[] a, double[] b, double[] slopes);

    /**
     * The minimiser in [0, 1].
     *
     * @param toIgnorance a_n = sum_c sqrt(p_nc / C), in the first {@code samples} places
     * @param toTruth b_n = sqrt(p_n,y_n), likewise
     * @param samples number of samples, at least 1
     * @param classes C, at least 2
     */
    public double of(float[] toIgnorance, float[] toTruth, int samples, int classes) {
        if (samples < 1 || samples > toIgnorance.length || samples > toTruth.length || classes < 2) {
            throw new IllegalArgumentException("%d samples of %d classes: expected 1 to %d samples, 2 or more classes"
                    .formatted(samples, classes, Math.min(toIgnorance.length, toTruth.length)));
        }
        Slope slope = new Slope(this, toIgnorance, toTruth, samples, Math.acos(1 / Math.sqrt(classes)));
        double slopeLow = slope.at(0);
        if (slopeLow >= 0) {
            return 0;
        }
        double slopeHigh = slope.at(1);
        return slopeHigh <= 0 ? 1 : root(slope, slopeLow, slopeHigh);
    }

    /** ITP: regula falsi, drawn towards the middle, and never further from it than bisection could make good. */
    private static double root(Slope slope, double slopeAtZero, double slopeAtOne) {
        double low = 0;
        double high = 1;
        double slopeLow = slopeAtZero;
        double slopeHigh = slopeAtOne;
        double reach = Math.scalb(TOLERANCE, MOST_STEPS);
        while (high - low > 2 * TOLERANCE) {
            double width = high - low;
            double middle = low + width / 2;
            double secant = low - slopeLow * width / (slopeHigh - slopeLow);
            double towardsMiddle = Math.signum(middle - secant);
            double truncation = 0.2 * width * width;
            double t = truncation <= Math.abs(middle - secant) ? secant + towardsMiddle * truncation : middle;
            double radius = reach - width / 2;
            t = Math.abs(t - middle) <= radius ? t : middle - towardsMiddle * radius;
            double slopeHere = slope.at(t);
            if (slopeHere == 0) {
                return t;
            }
            if (slopeHere < 0) {
                low = t;
                slopeLow = slopeHere;
            } else {
                high = t;
                slopeHigh = slopeHere;
            }
            reach /= 2;
        }
        return (low + high) / 2;
    }

    /** A point of the geodesic: what the affinities are multiplied with there. */
    private static final class Place {
        private final double alongIgnorance;
        private final double alongTruth;
        private final double acrossIgnorance;
        private final double acrossTruth;
        private final double twiceCosine;
        private final double perSquaredSine;

        Place(double t, double theta) {
            double sine = Math.sin(theta);
            this.alongIgnorance = Math.sin((1 - t) * theta) / sine;
            this.alongTruth = Math.sin(t * theta) / sine;
            this.acrossIgnorance = Math.cos((1 - t) * theta) / sine;
            this.acrossTruth = Math.cos(t * theta) / sine;
            this.twiceCosine = 2 * Math.cos(theta);
            this.perSquaredSine = 1 / (sine * sine);
        }
    }

    /** The slope of the whole objective, as a function of t. */
    private static final class Slope {
        private static final int BLOCK = 256;

        private final ProgressMetric metric;
        private final float[] toIgnorance;
        private final float[] toTruth;
        private final int samples;
        private final double theta;
        private final double[] a = new double[BLOCK];
        private final double[] b = new double[BLOCK];
        private final double[] slopes = new double[BLOCK];

        Slope(ProgressMetric metric, float[] toIgnorance, float[] toTruth, int samples, double theta) {
            this.metric = metric;
            this.toIgnorance = toIgnorance;
            this.toTruth = toTruth;
            this.samples = samples;
            this.theta = theta;
        }

        double at(double t) {
            Place place = new Place(t, theta);
            double sum = 0;
            for (int from = 0; from < samples; from += BLOCK) {
                int count = Math.min(BLOCK, samples - from);
                for (int n = 0; n < count; n++) {
                    a[n] = toIgnorance[from + n];
                    b[n] = toTruth[from + n];
                }
                // The last block takes what the one before left, and does not count it.
                metric.slopes(place, a, b, slopes);
                sum += sum(slopes, count);
            }
            return sum;
        }

        /** In four sums, which do not wait for each other. */
        private static double sum(double[] values, int count) {
            double first = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            int n = 0;
            for (; n + 3 < count; n += 4) {
                first += values[n];
                second += values[n + 1];
                third += values[n + 2];
                fourth += values[n + 3];
            }
            for (; n < count; n++) {
                first += values[n];
            }
            return (first + second) + (third + fourth);
        }
    }
}
