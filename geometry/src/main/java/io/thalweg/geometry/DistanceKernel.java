package io.thalweg.geometry;

/**
 * The inner loop of Thalweg: folds a chunk of samples onto all landmarks.
 *
 * <p>Implementations keep private scratch space: one instance a thread. They assume checked arguments (the facade is
 * {@link SnapshotAccumulator}), allocate nothing per call, and give sums that do not depend on how a snapshot is cut
 * into chunks to better than 1e-9 relative.
 *
 * <p>An affinity that rounding carried above one is not cut back to one here, as {@link ExactDistances} does: rounding
 * errs to both sides, and cutting one side off would turn it into a bias (about 1e-4 nats for float16 amplitudes). A
 * snapshot may so lie a hair below zero from its nearest landmark; {@link ReferenceManifold#measure} reports zero then.
 */
public interface DistanceKernel {
    /** The most snapshots that are folded together: half as many take 5 to 15% longer each. */
    int MOST_SNAPSHOTS = 32;

    /**
     * Adds to each {@code sums[j]} the terms -ln max(b_n(P, Q_j), floor) of the samples {@code firstSample} to
     * {@code firstSample + count - 1}, in nats.
     *
     * @param amplitudes holds the amplitudes of the chunk, {@code count * classes} values, row-major
     * @param at where they begin
     * @param firstSample index in the probe set of the chunk's first sample
     * @param count number of samples in the chunk
     * @param sums one sum a landmark, added to
     */
    void accumulate(float[] amplitudes, int at, int firstSample, int count, double[] sums);

    /**
     * As {@link #accumulate(float[], int, int, int, double[])} for the same chunk of several snapshots, if possible in one pass
     * over the landmarks; the sums are the same to the last bit.
     *
     * @param amplitudes of each snapshot
     * @param snapshots how many, {@value #MOST_SNAPSHOTS} at most
     * @param sums of each snapshot
     */
    default void accumulate(float[][] amplitudes, int snapshots, int at, int firstSample, int count, double[][] sums) {
        for (int s = 0; s < snapshots; s++) {
            accumulate(amplitudes[s], at, firstSample, count, sums[s]);
        }
    }

    /**
     * As above where only the landmarks from {@code firstLandmark} on are asked for; sums of those before may be left as they
     * are.
     */
    default void accumulateFrom(int firstLandmark, float[][] amplitudes, int snapshots, double[][] sums, int samples) {
        accumulate(amplitudes, snapshots, 0, 0, samples, sums);
    }

    /**
     * Adds to each {@code sums[j]} the term of one sample and to {@code squares[j]} its square, each term good to 1e-7: what
     * standard errors are made of.
     *
     * @param amplitudes holds the sample's amplitudes
     * @param at where they begin
     * @param sample its index in the probe set
     */
    void addTerms(float[] amplitudes, int at, int sample, double[] sums, double[] squares);

    /** How a kernel is made: the seam for faster ones. Thread-safe. */
    interface Provider {
        /** A short name for logs and metrics, e.g. {@code plain-rows}. */
        String name();

        /** How its kernels keep landmarks, wherever that is precise enough. */
        default LandmarkPrecision precision() {
            return LandmarkPrecision.FLOAT32;
        }

        /**
         * These landmarks in the layout that this provider's kernels read, on the heap, made once and shared by all of them.
         * The result serves rows in float32 from there, and exact ones from the landmarks given.
         */
        default LandmarkAmplitudes arrange(LandmarkAmplitudes landmarks) {
            return landmarks;
        }

        /** What {@link #arrange} takes on the heap for N samples, C classes and m landmarks, in bytes. */
        default long heapBytes(int samples, int classes, int landmarks) {
            return (long) samples * classes * landmarks * Float.BYTES;
        }

        /**
         * A kernel for these landmarks. Those not arranged by this provider (from a file too large for the heap, say) are
         * folded as well, by the plain loops.
         *
         * @throws IllegalArgumentException if the floor is out of range
         */
        DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor);
    }
}
