package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.Lanes.DOUBLES;
import static io.thalweg.geometry.vector.Lanes.DOUBLE_LANES;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.NARROW;
import static io.thalweg.geometry.vector.Lanes.TILE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Float32 landmarks, sums in double precision: a product of two floats is exact in double, so an affinity is good to 1e-16 a
 * class, with flat predictions too, where the rounding of float32 sums errs to one side (1e-7). It costs little time as long
 * as memory is the limit.
 *
 * <p>Loads twice as many floats as it converts, so a block is longer by {@link #PADDING}: moving the upper half of a vector down
 * is dearer than to load it again. The products are left in memory: registers are few.
 */
final class Float32Fold implements Fold {
    /** Floats that follow a block's last amplitude. */
    static final int PADDING = DOUBLE_LANES;

    private final Tiling tiling;
    private final float[][] blocks;
    private final int classes;
    private final double floor;

    Float32Fold(Tiling tiling, float[][] blocks, double floor) {
        this.tiling = tiling;
        this.blocks = blocks;
        this.classes = tiling.classes();
        this.floor = floor;
    }

    @Override
    public int together(int left) {
        return 1;
    }

    @Override
    public void one(int block, int column, int row, int rows, float[] amplitudes, int at, double[] product) {
        int start = tiling.offset(block, column, row);
        if (tiling.width(column) == TILE) {
            wide(blocks[block], start, rows, amplitudes, at, product, column);
        } else {
            narrow(blocks[block], start, rows, amplitudes, at, product, column);
        }
    }

    @Override
    public void several(
            int block,
            int column,
            int row,
            int rows,
            float[][] amplitudes,
            int first,
            int count,
            int at,
            RunningProducts[] products) {
        one(block, column, row, rows, amplitudes[first], at, products[first].product);
    }

    private void wide(float[] block, int start, int rows, float[] amplitudes, int first, double[] product, int column) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        DoubleVector least = DoubleVector.broadcast(DOUBLES, floor);
        int at = start;
        int i = first;
        for (int n = 0; n < rows; n++) {
            DoubleVector a0 = zero;
            DoubleVector a1 = zero;
            DoubleVector a2 = zero;
            DoubleVector a3 = zero;
            DoubleVector a4 = zero;
            DoubleVector a5 = zero;
            DoubleVector a6 = zero;
            DoubleVector a7 = zero;
            for (int c = 0; c < classes; c++) {
                DoubleVector p = DoubleVector.broadcast(DOUBLES, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                a0 = p.fma((DoubleVector) q0.convertShape(VectorOperators.F2D, DOUBLES, 0), a0);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + DOUBLE_LANES);
                a1 = p.fma((DoubleVector) q1.convertShape(VectorOperators.F2D, DOUBLES, 0), a1);
                FloatVector q2 = FloatVector.fromArray(FLOATS, block, at + 2 * DOUBLE_LANES);
                a2 = p.fma((DoubleVector) q2.convertShape(VectorOperators.F2D, DOUBLES, 0), a2);
                FloatVector q3 = FloatVector.fromArray(FLOATS, block, at + 3 * DOUBLE_LANES);
                a3 = p.fma((DoubleVector) q3.convertShape(VectorOperators.F2D, DOUBLES, 0), a3);
                FloatVector q4 = FloatVector.fromArray(FLOATS, block, at + 4 * DOUBLE_LANES);
                a4 = p.fma((DoubleVector) q4.convertShape(VectorOperators.F2D, DOUBLES, 0), a4);
                FloatVector q5 = FloatVector.fromArray(FLOATS, block, at + 5 * DOUBLE_LANES);
                a5 = p.fma((DoubleVector) q5.convertShape(VectorOperators.F2D, DOUBLES, 0), a5);
                FloatVector q6 = FloatVector.fromArray(FLOATS, block, at + 6 * DOUBLE_LANES);
                a6 = p.fma((DoubleVector) q6.convertShape(VectorOperators.F2D, DOUBLES, 0), a6);
                FloatVector q7 = FloatVector.fromArray(FLOATS, block, at + 7 * DOUBLE_LANES);
                a7 = p.fma((DoubleVector) q7.convertShape(VectorOperators.F2D, DOUBLES, 0), a7);
                at += TILE;
            }
            least.max(a0).mul(DoubleVector.fromArray(DOUBLES, product, column)).intoArray(product, column);
            least.max(a1)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + DOUBLE_LANES))
                    .intoArray(product, column + DOUBLE_LANES);
            least.max(a2)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 2 * DOUBLE_LANES))
                    .intoArray(product, column + 2 * DOUBLE_LANES);
            least.max(a3)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 3 * DOUBLE_LANES))
                    .intoArray(product, column + 3 * DOUBLE_LANES);
            least.max(a4)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 4 * DOUBLE_LANES))
                    .intoArray(product, column + 4 * DOUBLE_LANES);
            least.max(a5)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 5 * DOUBLE_LANES))
                    .intoArray(product, column + 5 * DOUBLE_LANES);
            least.max(a6)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 6 * DOUBLE_LANES))
                    .intoArray(product, column + 6 * DOUBLE_LANES);
            least.max(a7)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 7 * DOUBLE_LANES))
                    .intoArray(product, column + 7 * DOUBLE_LANES);
        }
    }

    private void narrow(
            float[] block, int start, int rows, float[] amplitudes, int first, double[] product, int column) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        DoubleVector least = DoubleVector.broadcast(DOUBLES, floor);
        int at = start;
        int i = first;
        for (int n = 0; n < rows; n++) {
            DoubleVector a0 = zero;
            DoubleVector a1 = zero;
            DoubleVector a2 = zero;
            DoubleVector a3 = zero;
            for (int c = 0; c < classes; c++) {
                DoubleVector p = DoubleVector.broadcast(DOUBLES, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                a0 = p.fma((DoubleVector) q0.convertShape(VectorOperators.F2D, DOUBLES, 0), a0);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + DOUBLE_LANES);
                a1 = p.fma((DoubleVector) q1.convertShape(VectorOperators.F2D, DOUBLES, 0), a1);
                FloatVector q2 = FloatVector.fromArray(FLOATS, block, at + 2 * DOUBLE_LANES);
                a2 = p.fma((DoubleVector) q2.convertShape(VectorOperators.F2D, DOUBLES, 0), a2);
                FloatVector q3 = FloatVector.fromArray(FLOATS, block, at + 3 * DOUBLE_LANES);
                a3 = p.fma((DoubleVector) q3.convertShape(VectorOperators.F2D, DOUBLES, 0), a3);
                at += NARROW;
            }
            least.max(a0).mul(DoubleVector.fromArray(DOUBLES, product, column)).intoArray(product, column);
            least.max(a1)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + DOUBLE_LANES))
                    .intoArray(product, column + DOUBLE_LANES);
            least.max(a2)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 2 * DOUBLE_LANES))
                    .intoArray(product, column + 2 * DOUBLE_LANES);
            least.max(a3)
                    .mul(DoubleVector.fromArray(DOUBLES, product, column + 3 * DOUBLE_LANES))
                    .intoArray(product, column + 3 * DOUBLE_LANES);
        }
    }
}
