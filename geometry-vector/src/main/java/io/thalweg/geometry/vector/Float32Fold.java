package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.Lanes.DOUBLES;
import static io.thalweg.geometry.vector.Lanes.DOUBLE_LANES;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.TILE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Float32 landmarks, sums in double precision: a product of two floats is exact in double, so an affinity is good to 1e-16 a
 * class, with flat predictions too, where the rounding of float32 sums errs to one side (1e-7). It costs no time as long as
 * memory is the limit.
 */
final class Float32Fold implements Fold {
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
    public int together(int before, int left) {
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
        DoubleVector d0 = DoubleVector.fromArray(DOUBLES, product, column);
        DoubleVector d1 = DoubleVector.fromArray(DOUBLES, product, column + DOUBLE_LANES);
        DoubleVector d2 = DoubleVector.fromArray(DOUBLES, product, column + 2 * DOUBLE_LANES);
        DoubleVector d3 = DoubleVector.fromArray(DOUBLES, product, column + 3 * DOUBLE_LANES);
        DoubleVector d4 = DoubleVector.fromArray(DOUBLES, product, column + 4 * DOUBLE_LANES);
        DoubleVector d5 = DoubleVector.fromArray(DOUBLES, product, column + 5 * DOUBLE_LANES);
        DoubleVector d6 = DoubleVector.fromArray(DOUBLES, product, column + 6 * DOUBLE_LANES);
        DoubleVector d7 = DoubleVector.fromArray(DOUBLES, product, column + 7 * DOUBLE_LANES);
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
                a1 = p.fma((DoubleVector) q0.convertShape(VectorOperators.F2D, DOUBLES, 1), a1);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a2 = p.fma((DoubleVector) q1.convertShape(VectorOperators.F2D, DOUBLES, 0), a2);
                a3 = p.fma((DoubleVector) q1.convertShape(VectorOperators.F2D, DOUBLES, 1), a3);
                FloatVector q2 = FloatVector.fromArray(FLOATS, block, at + 2 * FLOAT_LANES);
                a4 = p.fma((DoubleVector) q2.convertShape(VectorOperators.F2D, DOUBLES, 0), a4);
                a5 = p.fma((DoubleVector) q2.convertShape(VectorOperators.F2D, DOUBLES, 1), a5);
                FloatVector q3 = FloatVector.fromArray(FLOATS, block, at + 3 * FLOAT_LANES);
                a6 = p.fma((DoubleVector) q3.convertShape(VectorOperators.F2D, DOUBLES, 0), a6);
                a7 = p.fma((DoubleVector) q3.convertShape(VectorOperators.F2D, DOUBLES, 1), a7);
                at += 4 * FLOAT_LANES;
            }
            d0 = least.max(a0).mul(d0);
            d1 = least.max(a1).mul(d1);
            d2 = least.max(a2).mul(d2);
            d3 = least.max(a3).mul(d3);
            d4 = least.max(a4).mul(d4);
            d5 = least.max(a5).mul(d5);
            d6 = least.max(a6).mul(d6);
            d7 = least.max(a7).mul(d7);
        }
        d0.intoArray(product, column);
        d1.intoArray(product, column + DOUBLE_LANES);
        d2.intoArray(product, column + 2 * DOUBLE_LANES);
        d3.intoArray(product, column + 3 * DOUBLE_LANES);
        d4.intoArray(product, column + 4 * DOUBLE_LANES);
        d5.intoArray(product, column + 5 * DOUBLE_LANES);
        d6.intoArray(product, column + 6 * DOUBLE_LANES);
        d7.intoArray(product, column + 7 * DOUBLE_LANES);
    }

    private void narrow(
            float[] block, int start, int rows, float[] amplitudes, int first, double[] product, int column) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        DoubleVector least = DoubleVector.broadcast(DOUBLES, floor);
        int at = start;
        int i = first;
        DoubleVector d0 = DoubleVector.fromArray(DOUBLES, product, column);
        DoubleVector d1 = DoubleVector.fromArray(DOUBLES, product, column + DOUBLE_LANES);
        DoubleVector d2 = DoubleVector.fromArray(DOUBLES, product, column + 2 * DOUBLE_LANES);
        DoubleVector d3 = DoubleVector.fromArray(DOUBLES, product, column + 3 * DOUBLE_LANES);
        for (int n = 0; n < rows; n++) {
            DoubleVector a0 = zero;
            DoubleVector a1 = zero;
            DoubleVector a2 = zero;
            DoubleVector a3 = zero;
            int c = 0;
            for (; c + 2 <= classes; c += 2) {
                DoubleVector pa = DoubleVector.broadcast(DOUBLES, amplitudes[i++]);
                FloatVector q0a = FloatVector.fromArray(FLOATS, block, at);
                a0 = pa.fma((DoubleVector) q0a.convertShape(VectorOperators.F2D, DOUBLES, 0), a0);
                a1 = pa.fma((DoubleVector) q0a.convertShape(VectorOperators.F2D, DOUBLES, 1), a1);
                FloatVector q1a = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a2 = pa.fma((DoubleVector) q1a.convertShape(VectorOperators.F2D, DOUBLES, 0), a2);
                a3 = pa.fma((DoubleVector) q1a.convertShape(VectorOperators.F2D, DOUBLES, 1), a3);
                at += 2 * FLOAT_LANES;
                DoubleVector pb = DoubleVector.broadcast(DOUBLES, amplitudes[i++]);
                FloatVector q0b = FloatVector.fromArray(FLOATS, block, at);
                a0 = pb.fma((DoubleVector) q0b.convertShape(VectorOperators.F2D, DOUBLES, 0), a0);
                a1 = pb.fma((DoubleVector) q0b.convertShape(VectorOperators.F2D, DOUBLES, 1), a1);
                FloatVector q1b = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a2 = pb.fma((DoubleVector) q1b.convertShape(VectorOperators.F2D, DOUBLES, 0), a2);
                a3 = pb.fma((DoubleVector) q1b.convertShape(VectorOperators.F2D, DOUBLES, 1), a3);
                at += 2 * FLOAT_LANES;
            }
            for (; c < classes; c++) {
                DoubleVector p = DoubleVector.broadcast(DOUBLES, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                a0 = p.fma((DoubleVector) q0.convertShape(VectorOperators.F2D, DOUBLES, 0), a0);
                a1 = p.fma((DoubleVector) q0.convertShape(VectorOperators.F2D, DOUBLES, 1), a1);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a2 = p.fma((DoubleVector) q1.convertShape(VectorOperators.F2D, DOUBLES, 0), a2);
                a3 = p.fma((DoubleVector) q1.convertShape(VectorOperators.F2D, DOUBLES, 1), a3);
                at += 2 * FLOAT_LANES;
            }
            d0 = least.max(a0).mul(d0);
            d1 = least.max(a1).mul(d1);
            d2 = least.max(a2).mul(d2);
            d3 = least.max(a3).mul(d3);
        }
        d0.intoArray(product, column);
        d1.intoArray(product, column + DOUBLE_LANES);
        d2.intoArray(product, column + 2 * DOUBLE_LANES);
        d3.intoArray(product, column + 3 * DOUBLE_LANES);
    }
}
