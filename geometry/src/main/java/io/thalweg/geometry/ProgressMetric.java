package io.thalweg.geometry;

/**
 * Progress: where on the geodesic from ignorance (0) to truth (1) a snapshot is nearest.
 *
 * <p>Both published definitions need two numbers a sample only: a, the affinity with ignorance, and b, the affinity with
 * truth. With theta = arccos(1 / sqrt C), a sample's affinity with the geodesic's point t is c(t) = [a sin((1 - t) theta)
 * + b sin(t theta)] / sin(theta), the cosine of an arc. Both objectives are convex in t, so the {@linkplain SlopeRoot root} of
 * the slope is bracketed and found to 1e-7: of many samples in some 6 passes over them where the slope is smooth, never in
 * more than 28, also where it jumps.
 *
 * <p>Accuracy: 1e-7 in t against the exact minimiser of the float32 affinities given, and float32 itself moves it by less
 * than 2e-5 (worst where many samples lie on the geodesic, and their slopes jump). Where the minimum is flat (an even
 * number of samples, all on the geodesic, half of them before and half behind) any point of it may be returned. Affinities
 * are assumed finite: {@link SnapshotAccumulator} refuses others. A thread keeps 24 bytes a sample for its next call;
 * thread-safe.
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
        void addSlopes(GeodesicPoint at, double[] a, double[] b, double[] outside, double[] slopes) {
            for (int i = 0; i < slopes.length; i++) {
                double across = a[i] * at.acrossIgnorance() - b[i] * at.acrossTruth();
                slopes[i] += across / Math.sqrt(outside[i] + across * across);
            }
        }
    },
    /** argmin over t of -sum_n ln c_n(t): the definition of Ramesh et al. 2023; gives other numbers. */
    BHATTACHARYYA {
        @Override
        void addSlopes(GeodesicPoint at, double[] a, double[] b, double[] outside, double[] slopes) {
            for (int i = 0; i < slopes.length; i++) {
                double across = a[i] * at.acrossIgnorance() - b[i] * at.acrossTruth();
                double along = a[i] * at.alongIgnorance() + b[i] * at.alongTruth();
                slopes[i] += across / Math.max(along, Divergence.DEFAULT_FLOOR);
            }
        }
    };

    /**
     * Adds the slopes of some samples' terms by the angle t theta, each at its place. A plain loop over arrays of one type:
     * that much C2 turns into SIMD code, square root and division included.
     *
     * <p>Of each sample, {@code across} is s, minus the derivative of c by that angle, and {@code along} is c.
     *
     * @param a affinities with ignorance
     * @param b affinities with truth
     * @param outside 1 - r^2, and above 0
     * @param slopes added to; all four arrays are of one length
     */
    abstract void addSlopes(GeodesicPoint at, double[] a, double[] b, double[] outside, double[] slopes);

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
        return ProgressSlope.ofThisThread().minimiser(this, toIgnorance, toTruth, samples, classes);
    }
}
