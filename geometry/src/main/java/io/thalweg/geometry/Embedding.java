package io.thalweg.geometry;

import java.util.Arrays;

/**
 * The InPCA embedding of the landmarks, and the projection of new snapshots into it (Quinn et al. 2019; out of sample:
 * Gower 1968, de Silva and Tenenbaum 2004).
 *
 * <p>With D the m x m distances, L = I - 11'/m, W = -(1/2) L D L = U diag(lambda) U'. Coordinates X_jk = U_jk
 * sqrt|lambda_k|. Negative eigenvalues are real: the embedding is Minkowskian, and d_B(Q_i, Q_j) = sum_k sign(lambda_k)
 * (X_ik - X_jk)^2 over all k.
 *
 * <p>Immutable and thread-safe.
 */
public final class Embedding {
    private final double[] eigenvalues;
    private final int axes;
    private final double[] columnMeans;
    private final double grandMean;
    private final double[] coordinates;

    private Embedding(double[] eigenvalues, int axes, double[] columnMeans, double grandMean, double[] coordinates) {
        this.eigenvalues = eigenvalues;
        this.axes = axes;
        this.columnMeans = columnMeans;
        this.grandMean = grandMean;
        this.coordinates = coordinates;
    }

    /**
     * From the distances and the eigenpairs of their centred matrix ({@link #centre}).
     *
     * @param distances m x m, row-major, nats
     * @param axes K, at most the number of eigenvalues that differ from zero (|lambda| > 1e-12 |lambda_1|)
     */
    public static Embedding of(double[] distances, Eigenpairs eigenpairs, int axes) {
        int m = eigenpairs.size();
        requireSquare(distances, m);
        requireAxes(eigenpairs.values(), axes);
        double[] coordinates = new double[Math.multiplyExact(m, axes)];
        for (int j = 0; j < m; j++) {
            for (int k = 0; k < axes; k++) {
                coordinates[j * axes + k] = eigenpairs.vector(j, k) * Math.sqrt(Math.abs(eigenpairs.value(k)));
            }
        }
        double[] means = columnMeans(distances, m);
        return new Embedding(
                eigenpairs.values(), axes, means, Arrays.stream(means).average().orElseThrow(), coordinates);
    }

    /**
     * From stored values.
     *
     * @param eigenvalues all m, by descending magnitude
     * @param columnMeans means of the columns of D, m values
     * @param coordinates m x K, row-major; K follows from its length
     */
    public static Embedding ofStored(double[] eigenvalues, double[] columnMeans, double[] coordinates) {
        int m = columnMeans.length;
        if (m == 0 || eigenvalues.length != m || coordinates.length == 0 || coordinates.length % m != 0) {
            throw new IllegalArgumentException(
                    "%d eigenvalues, %d column means, %d coordinates: expected m, m and m * K"
                            .formatted(eigenvalues.length, m, coordinates.length));
        }
        int axes = coordinates.length / m;
        requireAxes(eigenvalues, axes);
        double grandMean = Arrays.stream(columnMeans).average().orElseThrow();
        return new Embedding(eigenvalues.clone(), axes, columnMeans.clone(), grandMean, coordinates.clone());
    }

    /** W = -(1/2) L D L, m x m: row and column sums are zero. */
    public static double[] centre(double[] distances, int m) {
        requireSquare(distances, m);
        double[] means = columnMeans(distances, m);
        double grandMean = Arrays.stream(means).average().orElseThrow();
        double[] centred = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                centred[i * m + j] = -0.5 * (distances[i * m + j] - means[i] - means[j] + grandMean);
            }
        }
        return centred;
    }

    /** Number of landmarks, m. */
    public int landmarks() {
        return columnMeans.length;
    }

    /** Number of axes kept, K. */
    public int axes() {
        return axes;
    }

    /** X_jk of landmark j on axis k. */
    public double coordinate(int landmark, int axis) {
        return coordinates[landmark * axes + axis];
    }

    /** A copy of all coordinates, m x K row-major. */
    public double[] coordinates() {
        return coordinates.clone();
    }

    /** A copy of all m eigenvalues, by descending magnitude. */
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /** A copy of the column means of D, nats. */
    public double[] columnMeans() {
        return columnMeans.clone();
    }

    /**
     * Explained stress of the first k axes: 1 - sqrt(1 - sum_{i<=k} lambda_i^2 / sum_i lambda_i^2), in [0, 1]; all
     * eigenvalues count, not only the axes kept.
     *
     * @param k in [0, m]
     */
    public double explainedStress(int k) {
        if (k < 0 || k > eigenvalues.length) {
            throw new IllegalArgumentException("k is %d: expected 0 to %d".formatted(k, eigenvalues.length));
        }
        double kept = 0;
        double all = 0;
        for (int i = 0; i < eigenvalues.length; i++) {
            double square = eigenvalues[i] * eigenvalues[i];
            kept += i < k ? square : 0;
            all += square;
        }
        return 1 - Math.sqrt(Math.max(0, 1 - kept / all));
    }

    /**
     * Where a snapshot lies, from its distances to the landmarks: x_k = sign(lambda_k) |lambda_k|^(-1/2) sum_j U_jk w_j
     * with w_j = -(1/2)(delta_j - mean(delta) - dbar_j + dbar).
     *
     * @param distances d_B to every landmark, nats, m values
     */
    public Projection project(double[] distances) {
        int m = landmarks();
        if (distances.length != m) {
            throw new IllegalArgumentException(
                    "%d distances: expected %d, one a landmark".formatted(distances.length, m));
        }
        double[] x = new double[axes];
        for (int j = 0; j < m; j++) {
            double half = (columnMeans[j] - distances[j]) / 2;
            for (int k = 0; k < axes; k++) {
                x[k] += half * coordinates[j * axes + k];
            }
        }
        double height = Arrays.stream(distances).sum() / m - grandMean / 2;
        for (int k = 0; k < axes; k++) {
            // A = U sign / sqrt|lambda| = X sign / |lambda| = X / lambda; U_k is orthogonal to 1, so means drop out.
            x[k] /= eigenvalues[k];
            height -= Math.signum(eigenvalues[k]) * x[k] * x[k];
        }
        return new Projection(x, height, residual(distances, x));
    }

    private double residual(double[] distances, double[] x) {
        double squares = 0;
        for (int j = 0; j < distances.length; j++) {
            double embedded = 0;
            for (int k = 0; k < axes; k++) {
                double difference = x[k] - coordinates[j * axes + k];
                embedded += Math.signum(eigenvalues[k]) * difference * difference;
            }
            squares += (distances[j] - embedded) * (distances[j] - embedded);
        }
        return Math.sqrt(squares / distances.length);
    }

    /** Squared interval between two points of the embedding, sum_k sign(lambda_k) (x_k - y_k)^2, in nats; signed. */
    public double interval(double[] x, double[] y) {
        double sum = 0;
        for (int k = 0; k < axes; k++) {
            sum += Math.signum(eigenvalues[k]) * (x[k] - y[k]) * (x[k] - y[k]);
        }
        return sum;
    }

    private static double[] columnMeans(double[] distances, int m) {
        double[] means = new double[m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                means[j] += distances[i * m + j];
            }
        }
        for (int j = 0; j < m; j++) {
            means[j] /= m;
        }
        return means;
    }

    private static void requireSquare(double[] distances, int m) {
        if (m < 2 || distances.length != (long) m * m) {
            throw new IllegalArgumentException(
                    "%d distances: expected m * m with m = %d of at least 2".formatted(distances.length, m));
        }
    }

    private static void requireAxes(double[] eigenvalues, int axes) {
        int usable = usableAxes(eigenvalues);
        if (axes < 1 || axes > usable) {
            throw new IllegalArgumentException(
                    "%d axes: expected 1 to %d, the eigenvalues that differ from zero".formatted(axes, usable));
        }
    }

    /** How many eigenvalues, sorted by magnitude, differ from zero: |lambda| > 1e-12 |lambda_1|. */
    public static int usableAxes(double[] eigenvalues) {
        int usable = 0;
        while (usable < eigenvalues.length
                && Math.abs(eigenvalues[usable]) > 1e-12 * Math.abs(eigenvalues[0])
                && eigenvalues[usable] != 0) {
            usable++;
        }
        return usable;
    }
}
