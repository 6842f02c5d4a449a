package io.thalweg.geometry;

/**
 * Progress: where on the geodesic from ignorance (0) to truth (1) a snapshot is nearest.
 *
 * <p>Both published definitions need two numbers a sample only: a_n, the affinity with ignorance, and b_n, the affinity
 * with truth. With theta = arccos(1 / sqrt C), u = a and v = (b - a cos theta) / sin theta, the affinity of a sample
 * with the geodesic's point t is c(t) = u cos(t theta) + v sin(t theta): (u, v) is the row's projection onto the plane
 * of the geodesic. Both objectives are convex in t, so the root of the derivative is bracketed and found to 1e-9.
 */
public enum ProgressMetric {
    /**
     * argmin over t of sum_n arccos c_n(t): the definition of the PNAS paper, and the default (Mao et al. 2024, "progress").
     *
     * <p>The derivative is written with s = u sin(t theta) - v cos(t theta) as theta s / sqrt(1 - u^2 - v^2 + s^2), which
     * loses nothing where c is near 1.
     */
    GEODESIC {
        @Override
        double slope(double u, double v, double sine, double cosine) {
            double across = u * sine - v * cosine;
            double outOfPlane = Math.max(0, 1 - u * u - v * v);
            double distance = Math.sqrt(outOfPlane + across * across);
            return distance == 0 ? 0 : across / distance;
        }
    },
    /** argmin over t of -sum_n ln c_n(t): the definition of Ramesh et al. 2023; gives other numbers. */
    BHATTACHARYYA {
        @Override
        double slope(double u, double v, double sine, double cosine) {
            return (u * sine - v * cosine) / Math.max(u * cosine + v * sine, Divergence.DEFAULT_FLOOR);
        }
    };

    private static final double TOLERANCE = 1e-9;
    private static final int MOST_STEPS = 100;

    /** Derivative of one sample's term by the angle t theta. */
    abstract double slope(double u, double v, double sine, double cosine);

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
        double low = 0;
        double high = 1;
        double slopeLow = slope(low, toIgnorance, toTruth, samples, classes);
        double slopeHigh = slope(high, toIgnorance, toTruth, samples, classes);
        if (slopeLow >= 0) {
            return 0;
        }
        if (slopeHigh <= 0) {
            return 1;
        }
        // Regula falsi is fast where the slope is smooth, bisection sure where it jumps: one after the other.
        for (int step = 0; step < MOST_STEPS && high - low > TOLERANCE; step++) {
            boolean bisect = step % 2 == 1;
            double t = bisect ? (low + high) / 2 : low - slopeLow * (high - low) / (slopeHigh - slopeLow);
            double slope = slope(t, toIgnorance, toTruth, samples, classes);
            if (slope == 0 || t <= low || t >= high) {
                return t;
            }
            if (slope < 0) {
                low = t;
                slopeLow = slope;
            } else {
                high = t;
                slopeHigh = slope;
            }
        }
        return (low + high) / 2;
    }

    private double slope(double t, float[] toIgnorance, float[] toTruth, int samples, int classes) {
        double cosTheta = 1 / Math.sqrt(classes);
        double theta = Math.acos(cosTheta);
        double sinTheta = Math.sin(theta);
        double sine = Math.sin(t * theta);
        double cosine = Math.cos(t * theta);
        double sum = 0;
        for (int n = 0; n < samples; n++) {
            double u = toIgnorance[n];
            double v = (toTruth[n] - u * cosTheta) / sinTheta;
            sum += slope(u, v, sine, cosine);
        }
        return sum;
    }
}
