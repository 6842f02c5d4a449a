package io.thalweg.geometry;

/**
 * Folds the chunks of a snapshot, in any order and partition, onto the landmarks: what the processor does with every
 * chunk that arrives.
 *
 * <p>d_B is additive over samples, so a chunk is folded into {@link SnapshotSums} and dropped. The result does not
 * depend on the cut into chunks to better than 1e-9 relative. Nothing is allocated per chunk.
 *
 * <p>The standard error is taken from all samples of a probe set of fewer than 1,024, otherwise from every {@code ceil(N /
 * 256)}-th, by its index, so it too does not depend on the cut; with probe samples in random order that is a fair subset, and its logarithms cost a small
 * share of the fold.
 *
 * <p>Holds the kernel's scratch space: one instance a thread.
 */
public final class SnapshotAccumulator {
    private static final int SUBSET = 256;
    private static final int FEWEST_FOR_SUBSET = 1024;
    private static final int TERMS_TOGETHER = 8;
    /** Rounding makes an amplitude exceed 1 a little; beyond this it would overflow a kernel unseen. */
    private static final float LARGEST_AMPLITUDE = 2;
    /** Bits that no float from 0 to below 2 has: the sign, and the highest of the exponent. */
    private static final int NOT_BELOW_TWO = 0xc000_0000;

    private final LandmarkAmplitudes landmarks;
    private final Labels labels;
    private final DistanceKernel kernel;
    private final int stride;
    private final double ignorance;
    private final double[][] distances = new double[DistanceKernel.MOST_SNAPSHOTS][];

    /**
     * @param floor smallest affinity that enters a logarithm
     * @throws IllegalArgumentException if landmarks and labels differ in shape
     */
    public SnapshotAccumulator(
            LandmarkAmplitudes landmarks, Labels labels, double floor, DistanceKernel.Provider kernels) {
        if (landmarks.samples() != labels.samples() || landmarks.classes() != labels.classes()) {
            throw new IllegalArgumentException("landmarks are %d x %d, labels %d x %d: expected the same probe set"
                    .formatted(landmarks.samples(), landmarks.classes(), labels.samples(), labels.classes()));
        }
        this.landmarks = landmarks;
        this.labels = labels;
        this.kernel = kernels.kernel(landmarks, floor);
        int samples = landmarks.samples();
        this.stride = samples < FEWEST_FOR_SUBSET ? 1 : (samples + SUBSET - 1) / SUBSET;
        this.ignorance = Math.sqrt(1.0 / landmarks.classes());
    }

    /** Empty sums that can take a whole snapshot. */
    public SnapshotSums newSums() {
        return new SnapshotSums(landmarks.landmarks(), landmarks.samples());
    }

    /**
     * Folds one chunk.
     *
     * @param amplitudes {@code count * classes} values, row-major, from index 0, each a finite number >= 0 and about 1 at
     *     most; rows are taken as they are, not renormalised
     * @param firstSample index in the probe set of the chunk's first sample
     * @param count samples in the chunk, at least 1
     * @param sums added to
     * @throws IllegalArgumentException if the chunk lies outside the probe set or does not fit the sums, or naming the
     *     sample, class and value that is no amplitude (NaN, infinite, negative, above 2); the sums then stay as they were
     */
    public void add(float[] amplitudes, int firstSample, int count, SnapshotSums sums) {
        check(amplitudes, firstSample, count, sums);
        addAnchors(amplitudes, firstSample, count, sums);
        kernel.accumulate(amplitudes, 0, firstSample, count, sums.distance);
        for (int n = firstInSubset(firstSample); n < count; n += stride) {
            addTerms(amplitudes, n, firstSample, sums);
        }
        sums.samples += count;
    }

    /**
     * Folds the same chunk of several snapshots, in one pass over the landmarks where the kernel knows how to.
     *
     * @param amplitudes of each snapshot, as in {@link #add(float[], int, int, SnapshotSums)}
     * @param snapshots how many, 1 to {@link DistanceKernel#MOST_SNAPSHOTS}
     * @param sums of each snapshot, all different
     * @throws IllegalArgumentException as there, for any of them, or for their number; the sums are then of no use
     */
    public void add(float[][] amplitudes, int snapshots, int firstSample, int count, SnapshotSums[] sums) {
        if (snapshots < 1 || snapshots > DistanceKernel.MOST_SNAPSHOTS) {
            throw new IllegalArgumentException(
                    "%d snapshots: expected 1 to %d".formatted(snapshots, DistanceKernel.MOST_SNAPSHOTS));
        }
        for (int s = 0; s < snapshots; s++) {
            check(amplitudes[s], firstSample, count, sums[s]);
            addAnchors(amplitudes[s], firstSample, count, sums[s]);
            distances[s] = sums[s].distance;
        }
        kernel.accumulate(amplitudes, snapshots, 0, firstSample, count, distances);
        // The landmarks of some samples are read from memory once for all, and the sums of a snapshot once for some
        // samples.
        int few = TERMS_TOGETHER * stride;
        for (int first = firstInSubset(firstSample); first < count; first += few) {
            for (int s = 0; s < snapshots; s++) {
                for (int n = first; n < Math.min(count, first + few); n += stride) {
                    addTerms(amplitudes[s], n, firstSample, sums[s]);
                }
            }
        }
        for (int s = 0; s < snapshots; s++) {
            sums[s].samples += count;
        }
    }

    private void check(float[] amplitudes, int firstSample, int count, SnapshotSums sums) {
        if (firstSample < 0 || count < 1 || count > landmarks.samples() - firstSample) {
            throw new IllegalArgumentException("chunk of %d samples from %d: expected within the probe set's %d"
                    .formatted(count, firstSample, landmarks.samples()));
        }
        if (amplitudes.length < (long) count * landmarks.classes()) {
            throw new IllegalArgumentException("%d amplitudes: expected %d samples x %d classes"
                    .formatted(amplitudes.length, count, landmarks.classes()));
        }
        if (sums.landmarks() != landmarks.landmarks() || count > sums.capacity() - sums.samples) {
            throw new IllegalArgumentException("sums hold %d landmarks and %d more samples: expected %d and at least %d"
                    .formatted(sums.landmarks(), sums.capacity() - sums.samples, landmarks.landmarks(), count));
        }
    }

    /** The place in a chunk of its first sample that the standard error is taken from. */
    private int firstInSubset(int firstSample) {
        return Math.floorDiv(firstSample + stride - 1, stride) * stride - firstSample;
    }

    private void addTerms(float[] amplitudes, int n, int firstSample, SnapshotSums sums) {
        kernel.addTerms(amplitudes, n * landmarks.classes(), firstSample + n, sums.subsetSum, sums.subsetSquares);
        sums.subsetSamples++;
    }

    // First of the three, since it reads every amplitude: what it refuses has touched no sum yet.
    private void addAnchors(float[] amplitudes, int firstSample, int count, SnapshotSums sums) {
        int classes = landmarks.classes();
        for (int n = 0; n < count; n++) {
            int first = n * classes;
            double sum = sum(amplitudes, first, first + classes);
            if (Double.isNaN(sum)) {
                sum = checkedSum(amplitudes, first, classes, firstSample + n);
            }
            sums.toIgnorance[sums.samples + n] = (float) (sum * ignorance);
            sums.toTruth[sums.samples + n] = amplitudes[first + labels.label(firstSample + n)];
        }
    }

    /** The sum of a row, in two sums that do not wait for each other; NaN if the row may hold what is no amplitude. */
    private static double sum(float[] amplitudes, int from, int end) {
        double even = 0;
        double odd = 0;
        int bits = 0;
        int i = from;
        for (; i + 1 < end; i += 2) {
            bits |= Float.floatToRawIntBits(amplitudes[i]) | Float.floatToRawIntBits(amplitudes[i + 1]);
            even += amplitudes[i];
            odd += amplitudes[i + 1];
        }
        if (i < end) {
            bits |= Float.floatToRawIntBits(amplitudes[i]);
            even += amplitudes[i];
        }
        return (bits & NOT_BELOW_TWO) == 0 ? even + odd : Double.NaN;
    }

    private static double checkedSum(float[] amplitudes, int first, int classes, int sample) {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            requireAmplitude(amplitudes[first + c], sample, c);
            sum += amplitudes[first + c];
        }
        return sum;
    }

    private static void requireAmplitude(float amplitude, int sample, int clazz) {
        if (!(amplitude >= 0 && amplitude <= LARGEST_AMPLITUDE)) {
            throw new IllegalArgumentException(
                    "amplitude of sample %d, class %d is %s: expected 0 to 1".formatted(sample, clazz, amplitude));
        }
    }
}
