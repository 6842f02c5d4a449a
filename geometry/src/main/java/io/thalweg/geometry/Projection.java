package io.thalweg.geometry;

/**
 * Where a snapshot lies in the embedding. Immutable.
 */
public final class Projection {
    private final double[] coordinates;
    private final double height;
    private final double residual;

    Projection(double[] coordinates, double height, double residual) {
        this.coordinates = coordinates;
        this.height = height;
        this.residual = residual;
    }

    /** Number of axes, K. */
    public int axes() {
        return coordinates.length;
    }

    /** x_k. */
    public double coordinate(int axis) {
        return coordinates[axis];
    }

    /** A copy of x, K values. */
    public double[] coordinates() {
        return coordinates.clone();
    }

    /**
     * Height above the K-dimensional embedding, h = mean(delta) - dbar/2 - sum_k sign(lambda_k) x_k^2, in nats. Signed,
     * and hugely negative for the worst runs: a diagnostic, never an alarm.
     */
    public double height() {
        return height;
    }

    /** Root mean square over landmarks of delta_j - sum_k sign(lambda_k) (x_k - X_jk)^2, in nats: a second opinion. */
    public double residual() {
        return residual;
    }
}
