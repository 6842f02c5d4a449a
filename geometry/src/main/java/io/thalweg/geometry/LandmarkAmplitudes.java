package io.thalweg.geometry;

/**
 * The amplitudes of all landmarks, sample by sample: a tensor of shape N x C x m, with the m landmarks contiguous.
 *
 * <p>That order is what the distance needs: a chunk of samples is folded against one contiguous piece, whether it lies
 * on the heap or in a mapped file. Thread-safe.
 */
public interface LandmarkAmplitudes {
    /** Number of probe samples, N. */
    int samples();

    /** Number of classes, C. */
    int classes();

    /** Number of landmarks, m. */
    int landmarks();

    /**
     * One row of m amplitudes in float32. The result is either {@code scratch}, filled, or an array that the caller
     * must not change.
     *
     * @param scratch at least m long
     */
    float[] row(int sample, int clazz, float[] scratch);

    /** As {@link #row(int, int, float[])}, in the precision the manifold was stored in. */
    double[] row(int sample, int clazz, double[] scratch);

    /** One amplitude, in float32. For those who want one landmark of a few samples; a fold reads rows. */
    default float amplitude(int sample, int clazz, int landmark) {
        return row(sample, clazz, new float[landmarks()])[landmark];
    }
}
