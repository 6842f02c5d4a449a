package io.thalweg.geometry;

import java.util.Arrays;

/**
 * What a network predicts on the probe set at one checkpoint, held as amplitudes: the square roots of the
 * probabilities, in double precision.
 *
 * <p>Shape: {@code samples} x {@code classes}, row-major. Rows are taken as they are, not renormalised: a float32
 * softmax sums to one only to about 1e-7, and the published figures carry that.
 *
 * <p>Immutable.
 */
public final class Snapshot {
    private final int samples;
    private final int classes;
    private final double[] amplitudes;

    private Snapshot(int samples, int classes, double[] amplitudes) {
        this.samples = samples;
        this.classes = classes;
        this.amplitudes = amplitudes;
    }

    /**
     * From probabilities.
     *
     * @param probabilities {@code samples * classes} values, row-major, each finite and not negative
     * @throws IllegalArgumentException naming the sample, class and value that is not a probability
     */
    public static Snapshot ofProbabilities(int samples, int classes, double[] probabilities) {
        requireLength("probabilities", samples, classes, probabilities.length);
        double[] amplitudes = new double[probabilities.length];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = amplitude(i, classes, probabilities[i]);
        }
        return new Snapshot(samples, classes, amplitudes);
    }

    /** As {@link #ofProbabilities(int, int, double[])}, from float32. */
    public static Snapshot ofProbabilities(int samples, int classes, float[] probabilities) {
        requireLength("probabilities", samples, classes, probabilities.length);
        double[] amplitudes = new double[probabilities.length];
        for (int i = 0; i < amplitudes.length; i++) {
            amplitudes[i] = amplitude(i, classes, probabilities[i]);
        }
        return new Snapshot(samples, classes, amplitudes);
    }

    /**
     * From amplitudes.
     *
     * @param amplitudes {@code samples * classes} square roots of probabilities, row-major, each finite and not negative;
     *     copied
     * @throws IllegalArgumentException naming the sample, class and value that is not an amplitude
     */
    public static Snapshot ofAmplitudes(int samples, int classes, double[] amplitudes) {
        requireLength("amplitudes", samples, classes, amplitudes.length);
        for (int i = 0; i < amplitudes.length; i++) {
            requireFinite("amplitude", i, classes, amplitudes[i]);
        }
        return new Snapshot(samples, classes, amplitudes.clone());
    }

    /** Ignorance, P_0: every row uniform. */
    public static Snapshot ignorance(int samples, int classes) {
        if (samples < 1 || classes < 1) {
            throw new IllegalArgumentException(
                    "%d samples x %d classes: expected at least 1 of each".formatted(samples, classes));
        }
        double[] amplitudes = new double[Math.multiplyExact(samples, classes)];
        Arrays.fill(amplitudes, Math.sqrt(1.0 / classes));
        return new Snapshot(samples, classes, amplitudes);
    }

    /** Truth, P_*: row n is one-hot at its label. */
    public static Snapshot truth(Labels labels) {
        double[] amplitudes = new double[Math.multiplyExact(labels.samples(), labels.classes())];
        for (int n = 0; n < labels.samples(); n++) {
            amplitudes[n * labels.classes() + labels.label(n)] = 1;
        }
        return new Snapshot(labels.samples(), labels.classes(), amplitudes);
    }

    /**
     * A point of the geodesic from ignorance to truth on the product of spheres: per sample, sqrt(gamma(t)) = [sin((1 -
     * t) theta) sqrt(p0) + sin(t theta) sqrt(p*)] / sin(theta), theta = arccos(1 / sqrt C) (Mao et al. 2024).
     *
     * @param t in [0, 1]
     */
    public static Snapshot geodesic(Labels labels, double t) {
        return ignorance(labels.samples(), labels.classes()).towards(truth(labels), t);
    }

    /**
     * The point at share {@code t} of the way to {@code other}, per sample along the great circle through both rows.
     * Rows closer than 1e-7 rad are interpolated linearly, which differs by less than 1e-14.
     *
     * @param t in [0, 1]
     * @throws IllegalArgumentException if the shapes differ or t is out of range
     */
    public Snapshot towards(Snapshot other, double t) {
        requireSameShape(other);
        if (!(t >= 0 && t <= 1)) {
            throw new IllegalArgumentException("t is %s: expected 0 to 1".formatted(t));
        }
        double[] between = new double[amplitudes.length];
        for (int n = 0; n < samples; n++) {
            double angle = Math.acos(Math.min(1, affinity(other, n)));
            double sine = Math.sin(angle);
            double mine = angle < 1e-7 ? 1 - t : Math.sin((1 - t) * angle) / sine;
            double theirs = angle < 1e-7 ? t : Math.sin(t * angle) / sine;
            for (int i = n * classes; i < (n + 1) * classes; i++) {
                between[i] = mine * amplitudes[i] + theirs * other.amplitudes[i];
            }
        }
        return new Snapshot(samples, classes, between);
    }

    /** Number of probe samples, N. */
    public int samples() {
        return samples;
    }

    /** Number of classes, C. */
    public int classes() {
        return classes;
    }

    /** sqrt(p) of one sample and class. */
    public double amplitude(int sample, int clazz) {
        return amplitudes[sample * classes + clazz];
    }

    /** Affinity of one sample, b_n = sum_c sqrt(p_nc q_nc); in [0, 1] for normalised rows. */
    public double affinity(Snapshot other, int sample) {
        double sum = 0;
        for (int i = sample * classes; i < (sample + 1) * classes; i++) {
            sum += amplitudes[i] * other.amplitudes[i];
        }
        return sum;
    }

    /** Affinity of one sample with ignorance, a_n = sum_c sqrt(p_nc / C). */
    public double affinityWithIgnorance(int sample) {
        double sum = 0;
        for (int i = sample * classes; i < (sample + 1) * classes; i++) {
            sum += amplitudes[i];
        }
        return sum / Math.sqrt(classes);
    }

    /** Copies all amplitudes, row-major and rounded to float32, into {@code target} (at least samples * classes). */
    public void copyTo(float[] target) {
        if (target.length < amplitudes.length) {
            throw new IllegalArgumentException(
                    "target holds %d values: expected at least %d".formatted(target.length, amplitudes.length));
        }
        for (int i = 0; i < amplitudes.length; i++) {
            target[i] = (float) amplitudes[i];
        }
    }

    /** A copy of all amplitudes, row-major. */
    public double[] amplitudes() {
        return amplitudes.clone();
    }

    void requireSameShape(Snapshot other) {
        if (other.samples != samples || other.classes != classes) {
            throw new IllegalArgumentException("snapshots differ in shape: %d x %d and %d x %d"
                    .formatted(samples, classes, other.samples, other.classes));
        }
    }

    private static double amplitude(int index, int classes, double probability) {
        requireFinite("probability", index, classes, probability);
        return Math.sqrt(probability);
    }

    private static void requireFinite(String name, int index, int classes, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("%s of sample %d, class %d is %s: expected a finite number >= 0"
                    .formatted(name, index / classes, index % classes, value));
        }
    }

    private static void requireLength(String name, int samples, int classes, int length) {
        if (samples < 1 || classes < 1 || (long) samples * classes != length) {
            throw new IllegalArgumentException(
                    "%s has %d values: expected samples * classes = %d * %d".formatted(name, length, samples, classes));
        }
    }
}
