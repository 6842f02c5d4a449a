package io.thalweg.geometry;

/**
 * Eigenpairs of a symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5): slow,
 * short, and accurate to about 1e-15 of the largest eigenvalue.
 */
final class JacobiEigensolver {
    private JacobiEigensolver() {}

    static Eigenpairs solve(double[] symmetric, int n) {
        double[][] a = new double[n][n];
        double[][] vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(symmetric, i * n, a[i], 0, n);
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < 60 && offDiagonal(a) > 1e-32 * squares(a); sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        double[] values = new double[n];
        double[] columns = new double[n * n];
        for (int k = 0; k < n; k++) {
            values[k] = a[k][k];
            for (int j = 0; j < n; j++) {
                columns[j * n + k] = vectors[k][j];
            }
        }
        return Eigenpairs.of(values, columns);
    }

    /** Rows of {@code vectors} are the eigenvectors, so that all loops run along rows. */
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        double c = 1 / Math.sqrt(1 + t * t);
        double s = t * c;
        double pp = a[p][p] - t * a[p][q];
        double qq = a[q][q] + t * a[p][q];
        rotateRows(a[p], a[q], c, s);
        a[p][p] = pp;
        a[q][q] = qq;
        a[p][q] = 0;
        a[q][p] = 0;
        for (int i = 0; i < a.length; i++) {
            a[i][p] = a[p][i];
            a[i][q] = a[q][i];
        }
        rotateRows(vectors[p], vectors[q], c, s);
    }

    private static void rotateRows(double[] p, double[] q, double c, double s) {
        for (int i = 0; i < p.length; i++) {
            double x = p[i];
            double y = q[i];
            p[i] = c * x - s * y;
            q[i] = s * x + c * y;
        }
    }

    private static double offDiagonal(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < a.length; j++) {
                sum += i == j ? 0 : a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private static double squares(double[][] a) {
        double sum = 0;
        for (double[] row : a) {
            for (double x : row) {
                sum += x * x;
            }
        }
        return sum;
    }
}
