package io.thalweg.geometry;

import java.util.Arrays;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, sorted by magnitude of the eigenvalue, largest first, signs kept,
 * each vector of unit length with its entry of largest magnitude positive (so that a rebuilt manifold does not flip).
 */
public final class Eigenpairs {
    private final int size;
    private final double[] values;
    private final double[] vectors;

    private Eigenpairs(int size, double[] values, double[] vectors) {
        this.size = size;
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Sorts and signs what a solver gives.
     *
     * @param values n eigenvalues in any order
     * @param vectors n x n, row-major: column k belongs to {@code values[k]}
     * @throws IllegalArgumentException if the lengths do not fit, or naming the first eigenvalue that is not finite
     */
    public static Eigenpairs of(double[] values, double[] vectors) {
        int n = values.length;
        if (n == 0 || vectors.length != (long) n * n) {
            throw new IllegalArgumentException(
                    "%d eigenvalues and %d vector entries: expected n and n * n".formatted(n, vectors.length));
        }
        Integer[] order = new Integer[n];
        for (int k = 0; k < n; k++) {
            if (!Double.isFinite(values[k])) {
                throw new IllegalArgumentException("eigenvalue %d is %s: expected finite".formatted(k, values[k]));
            }
            order[k] = k;
        }
        Arrays.sort(order, (a, b) -> Double.compare(Math.abs(values[b]), Math.abs(values[a])));
        double[] sortedValues = new double[n];
        double[] sortedVectors = new double[n * n];
        for (int k = 0; k < n; k++) {
            sortedValues[k] = values[order[k]];
            double sign = signOfLargest(vectors, n, order[k]);
            for (int j = 0; j < n; j++) {
                sortedVectors[k * n + j] = sign * vectors[j * n + order[k]];
            }
        }
        return new Eigenpairs(n, sortedValues, sortedVectors);
    }

    /** Number of pairs, n. */
    public int size() {
        return size;
    }

    /** lambda_k, k = 0 being the largest in magnitude. */
    public double value(int k) {
        return values[k];
    }

    /** U_jk: entry j of eigenvector k. */
    public double vector(int j, int k) {
        return vectors[k * size + j];
    }

    /** A copy of all eigenvalues. */
    public double[] values() {
        return values.clone();
    }

    private static double signOfLargest(double[] vectors, int n, int column) {
        double largest = 0;
        for (int j = 0; j < n; j++) {
            double entry = vectors[j * n + column];
            if (Math.abs(entry) > Math.abs(largest)) {
                largest = entry;
            }
        }
        return largest < 0 ? -1 : 1;
    }
}
