package io.thalweg.geometry;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * All that is kept of the samples of a snapshot seen so far: sums over samples, never the predictions.
 *
 * <p>Per landmark: the sum of the distance terms, and sum and sum of squares over an evenly strided subset of samples,
 * for the standard error. Per sample: its affinities with ignorance and with truth, two float32, from which progress
 * follows exactly. Sums of disjoint sets of samples may be merged in any order.
 *
 * <p>Mutable; one thread at a time.
 */
public final class SnapshotSums {
    private static final int FORMAT = 1;
    /** Factors that a product takes between two looks at it: of the smallest floor, 1e-18, they are 1e-72. */
    private static final int FACTORS = 4;
    /** Times as many factors again, still a normal double. */
    private static final double SMALL = 1e-200;

    private static final int HEADER_BYTES = 4 * Integer.BYTES;

    final double[] distance;
    final double[] subsetSum;
    final double[] subsetSquares;
    final float[] toIgnorance;
    final float[] toTruth;
    int samples;
    int subsetSamples;

    /**
     * Empty sums.
     *
     * @param landmarks m
     * @param capacity the most samples that will be added
     */
    public SnapshotSums(int landmarks, int capacity) {
        if (landmarks < 1 || capacity < 1) {
            throw new IllegalArgumentException(
                    "%d landmarks, capacity %d: expected at least 1 of each".formatted(landmarks, capacity));
        }
        this.distance = new double[landmarks];
        this.subsetSum = new double[landmarks];
        this.subsetSquares = new double[landmarks];
        this.toIgnorance = new float[capacity];
        this.toTruth = new float[capacity];
    }

    /** Number of samples added. */
    public int samples() {
        return samples;
    }

    /** Number of landmarks, m. */
    public int landmarks() {
        return distance.length;
    }

    /** The most samples these sums can take. */
    public int capacity() {
        return toTruth.length;
    }

    /**
     * Adds the sums of other samples of the same snapshot.
     *
     * @throws IllegalArgumentException if the landmarks differ in number or the capacity would be exceeded
     */
    public void merge(SnapshotSums other) {
        if (other.landmarks() != landmarks() || other.samples > capacity() - samples) {
            throw new IllegalArgumentException("cannot add %d samples x %d landmarks to %d of %d samples x %d landmarks"
                    .formatted(other.samples, other.landmarks(), samples, capacity(), landmarks()));
        }
        for (int j = 0; j < distance.length; j++) {
            distance[j] += other.distance[j];
            subsetSum[j] += other.subsetSum[j];
            subsetSquares[j] += other.subsetSquares[j];
        }
        System.arraycopy(other.toIgnorance, 0, toIgnorance, samples, other.samples);
        System.arraycopy(other.toTruth, 0, toTruth, samples, other.samples);
        samples += other.samples;
        subsetSamples += other.subsetSamples;
    }

    /** Empties the sums for another snapshot. */
    public void clear() {
        Arrays.fill(distance, 0);
        Arrays.fill(subsetSum, 0);
        Arrays.fill(subsetSquares, 0);
        samples = 0;
        subsetSamples = 0;
    }

    /**
     * d_B to one landmark over the samples added, in nats per sample.
     *
     * @throws IllegalStateException if there are none
     */
    public double distance(int landmark) {
        requireSamples();
        return distance[landmark] / samples;
    }

    /** d_B to every landmark, in nats per sample, in the order of the landmarks. */
    public double[] distances() {
        requireSamples();
        double[] means = new double[distance.length];
        for (int j = 0; j < means.length; j++) {
            means[j] = distance[j] / samples;
        }
        return means;
    }

    /**
     * Standard error of {@link #distance(int)} as an estimate for the population that the probe samples were drawn from:
     * s / sqrt(n), with s taken from the strided subset. NaN with fewer than two samples in it.
     */
    public double standardError(int landmark) {
        requireSamples();
        if (subsetSamples < 2) {
            return Double.NaN;
        }
        double mean = subsetSum[landmark] / subsetSamples;
        double variance = (subsetSquares[landmark] - subsetSamples * mean * mean) / (subsetSamples - 1);
        return Math.sqrt(Math.max(0, variance) / samples);
    }

    /** d_B to truth over the samples added, in nats: half the mean cross-entropy loss. */
    public double distanceToTruth(double floor) {
        return meanNegativeLogarithm(toTruth, floor);
    }

    /** d_B to ignorance over the samples added, in nats. */
    public double distanceToIgnorance(double floor) {
        return meanNegativeLogarithm(toIgnorance, floor);
    }

    /** Progress over the samples added, in [0, 1]. */
    public double progress(ProgressMetric metric, int classes) {
        requireSamples();
        return metric.of(toIgnorance, toTruth, samples, classes);
    }

    /** Size of {@link #writeTo}, in bytes. */
    public int sizeBytes() {
        return HEADER_BYTES + 3 * Double.BYTES * distance.length + 2 * Float.BYTES * samples;
    }

    /** Writes the sums: format, landmarks, samples, subset samples, then the arrays, in the buffer's byte order. */
    public void writeTo(ByteBuffer target) {
        target.putInt(FORMAT).putInt(distance.length).putInt(samples).putInt(subsetSamples);
        for (int j = 0; j < distance.length; j++) {
            target.putDouble(distance[j]).putDouble(subsetSum[j]).putDouble(subsetSquares[j]);
        }
        for (int n = 0; n < samples; n++) {
            target.putFloat(toIgnorance[n]).putFloat(toTruth[n]);
        }
    }

    /**
     * Reads what {@link #writeTo} wrote and adds it to these sums, which stay as they were when it is refused.
     *
     * @throws IllegalArgumentException if the format or the landmarks differ, the capacity would be exceeded, or the
     *     buffer ends too early
     */
    public void mergeFrom(ByteBuffer source) {
        if (source.remaining() < HEADER_BYTES) {
            throw new IllegalArgumentException(
                    "%d bytes of sums: expected at least %d".formatted(source.remaining(), HEADER_BYTES));
        }
        int format = source.getInt();
        int landmarks = source.getInt();
        int added = source.getInt();
        int addedToSubset = source.getInt();
        if (format != FORMAT || landmarks != landmarks() || added < 0 || added > capacity() - samples) {
            throw new IllegalArgumentException(
                    "sums of format %d, %d landmarks, %d samples: expected format %d, %d landmarks, at most %d samples"
                            .formatted(format, landmarks, added, FORMAT, landmarks(), capacity() - samples));
        }
        long body = 3L * Double.BYTES * landmarks + 2L * Float.BYTES * added;
        if (source.remaining() < body || addedToSubset < 0 || addedToSubset > added) {
            throw new IllegalArgumentException("sums of %d samples, %d of them in the subset, in %d bytes: expected %d"
                    .formatted(added, addedToSubset, source.remaining(), body));
        }
        subsetSamples += addedToSubset;
        for (int j = 0; j < distance.length; j++) {
            distance[j] += source.getDouble();
            subsetSum[j] += source.getDouble();
            subsetSquares[j] += source.getDouble();
        }
        for (int n = samples; n < samples + added; n++) {
            toIgnorance[n] = source.getFloat();
            toTruth[n] = source.getFloat();
        }
        samples += added;
    }

    /**
     * A logarithm now and then: only where a product might leave the normal doubles with the next factors. Four products at a
     * time, since each multiplication waits for the one before.
     */
    private double meanNegativeLogarithm(float[] affinities, double floor) {
        requireSamples();
        double sum = 0;
        double p0 = 1;
        double p1 = 1;
        double p2 = 1;
        double p3 = 1;
        int n = 0;
        for (; n <= samples - 4 * FACTORS; n += 4 * FACTORS) {
            for (int i = n; i < n + 4 * FACTORS; i += 4) {
                p0 *= within(affinities[i], floor);
                p1 *= within(affinities[i + 1], floor);
                p2 *= within(affinities[i + 2], floor);
                p3 *= within(affinities[i + 3], floor);
            }
            if (p0 < SMALL || p1 < SMALL || p2 < SMALL || p3 < SMALL) {
                sum -= Math.log(p0) + Math.log(p1) + Math.log(p2) + Math.log(p3);
                p0 = 1;
                p1 = 1;
                p2 = 1;
                p3 = 1;
            }
        }
        sum -= Math.log(p0) + Math.log(p1) + Math.log(p2) + Math.log(p3);
        for (; n < samples; n++) {
            sum -= Math.log(within(affinities[n], floor));
        }
        return sum / samples;
    }

    private static double within(float affinity, double floor) {
        return affinity < floor ? floor : affinity > 1 ? 1 : affinity;
    }

    private void requireSamples() {
        if (samples == 0) {
            throw new IllegalStateException("no samples added yet");
        }
    }
}
