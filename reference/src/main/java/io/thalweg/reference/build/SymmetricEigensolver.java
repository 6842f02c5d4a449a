package io.thalweg.reference.build;

import io.thalweg.geometry.Eigenpairs;
import java.util.Arrays;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All eigenpairs of a symmetric matrix, by LAPACK's divide and conquer (dsyevd), checked afterwards.
 *
 * <p>The check is not for show: the OpenBLAS that ND4J brings along (0.3.19) returns wrong eigenvectors on some recent
 * processors without a word. This project overrides it; should another library get in its way, the residual shows it.
 */
final class SymmetricEigensolver {
    /** Allowed ||A v - lambda v|| in units of |lambda_1|: a sound solver stays below 1e-13 at m = 2000. */
    private static final double LARGEST_RESIDUAL = 1e-10;

    private SymmetricEigensolver() {}

    /**
     * Solves A U = U diag(lambda).
     *
     * @param matrix n x n, row-major, symmetric; not changed
     * @throws BuildException if LAPACK fails or the residual is too large
     */
    static Eigenpairs solve(double[] matrix, int n) {
        // One thread, so that the same input gives the same bits.
        openblas.blas_set_num_threads(1);
        double[] vectors = matrix.clone();
        double[] values = new double[n];
        int info = openblas.LAPACKE_dsyevd(openblas.LAPACK_ROW_MAJOR, (byte) 'V', (byte) 'U', n, vectors, n, values);
        if (info != 0) {
            throw new BuildException(
                    "LAPACK's dsyevd failed with info = %d on the %d x %d matrix of distances".formatted(info, n, n));
        }
        requireSmallResidual(matrix, values, vectors, n);
        return Eigenpairs.of(values, vectors);
    }

    private static void requireSmallResidual(double[] matrix, double[] values, double[] vectors, int n) {
        INDArray a = Nd4j.createFromArray(matrix).reshape(n, n).castTo(DataType.DOUBLE);
        INDArray u = Nd4j.createFromArray(vectors).reshape(n, n);
        INDArray lambda = Nd4j.createFromArray(values);
        double residual =
                a.mmul(u).subi(u.mulRowVector(lambda)).norm2(0).maxNumber().doubleValue();
        double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
        if (!(residual <= LARGEST_RESIDUAL * largest)) {
            throw new BuildException(
                    ("the eigenvectors are wrong: residual %.3g, expected at most %.3g. The linear algebra"
                                    + " library misbehaves on this processor; try OPENBLAS_CORETYPE=Haswell in the environment")
                            .formatted(residual, LARGEST_RESIDUAL * largest));
        }
    }
}
