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
    /**
     * Adds to each {@code sums[j]} the terms -ln max(b_n(P, Q_j), floor) of the samples {@code firstSample} to
     * {@code firstSample + count - 1}, in nats.
     *
     * @param amplitudes amplitudes of the chunk, {@code count * classes} values, row-major, starting at index 0
     * @param firstSample index in the probe set of the chunk's first sample
     * @param count number of samples in the chunk
     * @param sums one sum a landmark, added to
     */
    void accumulate(float[] amplitudes, int firstSample, int count, double[] sums);

    /** How a kernel is made: the seam for faster ones. Thread-safe. */
    interface Provider {
        /** A short name for logs and metrics, e.g. {@code plain-rows}. */
        String name();

        /** A kernel for these landmarks; whatever layout it needs is prepared once, in here. */
        DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor);
    }
}
