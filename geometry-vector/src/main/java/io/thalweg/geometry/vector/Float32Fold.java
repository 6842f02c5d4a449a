package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.Lanes.DOUBLES;
import static io.thalweg.geometry.vector.Lanes.DOUBLE_LANES;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.TILE;

import java.util.Arrays;
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
    private final double[] scratch = new double[Tiling.LONGEST_BLOCK * TILE];

    Float32Fold(Tiling tiling, float[][] blocks, double floor) {
        this.tiling = tiling;
        this.blocks = blocks;
        this.classes = tiling.classes();
        this.floor = floor;
        Arrays.fill(scratch, 1);
    }

    @Override
    public int together() {
        return 1;
    }

    @Override
    public void one(int block, int column, int row, int rows, float[] amplitudes, int at) {
        if (tiling.width(column) == TILE) {
            wide(blocks[block], tiling.offset(block, column, row), rows, amplitudes, at);
        } else {
            narrow(blocks[block], tiling.offset(block, column, row), rows, amplitudes, at);
        }
    }

    @Override
    public void several(int block, int column, int row, int rows, float[][] amplitudes, int first, int at) {
        one(block, column, row, rows, amplitudes[first], at);
    }

    private void wide(float[] block, int start, int rows, float[] amplitudes, int first) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        DoubleVector least = DoubleVector.broadcast(DOUBLES, floor);
        int at = start;
        int i = first;
        int to = 0;
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
            least.max(a0).intoArray(scratch, to);
            least.max(a1).intoArray(scratch, to + DOUBLE_LANES);
            least.max(a2).intoArray(scratch, to + 2 * DOUBLE_LANES);
            least.max(a3).intoArray(scratch, to + 3 * DOUBLE_LANES);
            least.max(a4).intoArray(scratch, to + 4 * DOUBLE_LANES);
            least.max(a5).intoArray(scratch, to + 5 * DOUBLE_LANES);
            least.max(a6).intoArray(scratch, to + 6 * DOUBLE_LANES);
            least.max(a7).intoArray(scratch, to + 7 * DOUBLE_LANES);
            to += TILE;
        }
    }

    private void narrow(float[] block, int start, int rows, float[] amplitudes, int first) {
        DoubleVector zero = DoubleVector.zero(DOUBLES);
        DoubleVector least = DoubleVector.broadcast(DOUBLES, floor);
        int at = start;
        int i = first;
        int to = 0;
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
            least.max(a0).intoArray(scratch, to);
            least.max(a1).intoArray(scratch, to + DOUBLE_LANES);
            least.max(a2).intoArray(scratch, to + 2 * DOUBLE_LANES);
            least.max(a3).intoArray(scratch, to + 3 * DOUBLE_LANES);
            to += TILE;
        }
    }

    @Override
    public void multiplyInto(double[] product, int column, int rows, int snapshot) {
        DoubleVector d0 = DoubleVector.fromArray(DOUBLES, product, column);
        DoubleVector d1 = DoubleVector.fromArray(DOUBLES, product, column + DOUBLE_LANES);
        DoubleVector d2 = DoubleVector.fromArray(DOUBLES, product, column + 2 * DOUBLE_LANES);
        DoubleVector d3 = DoubleVector.fromArray(DOUBLES, product, column + 3 * DOUBLE_LANES);
        DoubleVector d4 = DoubleVector.fromArray(DOUBLES, product, column + 4 * DOUBLE_LANES);
        DoubleVector d5 = DoubleVector.fromArray(DOUBLES, product, column + 5 * DOUBLE_LANES);
        DoubleVector d6 = DoubleVector.fromArray(DOUBLES, product, column + 6 * DOUBLE_LANES);
        DoubleVector d7 = DoubleVector.fromArray(DOUBLES, product, column + 7 * DOUBLE_LANES);
        int i = 0;
        for (int n = 0; n < rows; n++) {
            d0 = DoubleVector.fromArray(DOUBLES, scratch, i).mul(d0);
            d1 = DoubleVector.fromArray(DOUBLES, scratch, i + DOUBLE_LANES).mul(d1);
            d2 = DoubleVector.fromArray(DOUBLES, scratch, i + 2 * DOUBLE_LANES).mul(d2);
            d3 = DoubleVector.fromArray(DOUBLES, scratch, i + 3 * DOUBLE_LANES).mul(d3);
            d4 = DoubleVector.fromArray(DOUBLES, scratch, i + 4 * DOUBLE_LANES).mul(d4);
            d5 = DoubleVector.fromArray(DOUBLES, scratch, i + 5 * DOUBLE_LANES).mul(d5);
            d6 = DoubleVector.fromArray(DOUBLES, scratch, i + 6 * DOUBLE_LANES).mul(d6);
            d7 = DoubleVector.fromArray(DOUBLES, scratch, i + 7 * DOUBLE_LANES).mul(d7);
            i += TILE;
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

    @Override
    public void copyTo(double[] affinities, int column) {
        System.arraycopy(scratch, 0, affinities, column, tiling.width(column));
    }
}
