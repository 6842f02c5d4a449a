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
 * are assumed finite: {@link SnapshotAccumulator} refuses others. Nothing is allocated but one small object; thread-safe.
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
        double slope(double across, double along, double outOfPlane) {
            // abs, not max(0, .): as good, and several times faster, since nothing has to be chosen.
            double sine = Math.sqrt(Math.abs(outOfPlane) + across * across);
            return sine == 0 ? 0 : across / sine;
        }
    },
    /** argmin over t of -sum_n ln c_n(t): the definition of Ramesh et al. 2023; gives other numbers. */
    BHATTACHARYYA {
        @Override
        double slope(double across, double along, double outOfPlane) {
            return across / Math.max(along, Divergence.DEFAULT_FLOOR);
        }
    };

    private static final double TOLERANCE = 1e-7;
    /** Halvings that bring [0, 1] down to twice the tolerance, and one more that ITP may spend on being quicker. */
    private static final int MOST_STEPS = 24;

    /**
     * Slope of one sample's term by the angle t theta.
     *
     * @param across s, minus the derivative of c by that angle
     * @param along c
     * @param outOfPlane 1 - r^2; rounding can leave it below zero, which tells as little as as much above
     */
    abstract double slope(double across, double along, double outOfPlane);

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

    /** The slope of the whole objective, as a function of t. */
    private static final class Slope {
        private final ProgressMetric metric;
        private final float[] toIgnorance;
        private final float[] toTruth;
        private final int samples;
        private final double theta;

        Slope(ProgressMetric metric, float[] toIgnorance, float[] toTruth, int samples, double theta) {
            this.metric = metric;
            this.toIgnorance = toIgnorance;
            this.toTruth = toTruth;
            this.samples = samples;
            this.theta = theta;
        }

        double at(double t) {
            double cosTheta = Math.cos(theta);
            double sinTheta = Math.sin(theta);
            double alongIgnorance = Math.sin((1 - t) * theta) / sinTheta;
            double alongTruth = Math.sin(t * theta) / sinTheta;
            double acrossIgnorance = Math.cos((1 - t) * theta) / sinTheta;
            double acrossTruth = Math.cos(t * theta) / sinTheta;
            double perSquaredSine = 1 / (sinTheta * sinTheta);
            double sum = 0;
            for (int n = 0; n < samples; n++) {
                double a = toIgnorance[n];
                double b = toTruth[n];
                double outOfPlane = 1 - (a * a - 2 * a * b * cosTheta + b * b) * perSquaredSine;
                sum += metric.slope(
                        a * acrossIgnorance - b * acrossTruth, a * alongIgnorance + b * alongTruth, outOfPlane);
            }
            return sum;
        }
    }
}
