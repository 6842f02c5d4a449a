package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.FloatProducts.SNAPSHOT;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.NARROW;
import static io.thalweg.geometry.vector.Lanes.TILE;

import jdk.incubator.vector.FloatVector;

/** Float32 landmarks, sums in float32: for many snapshots at once, where arithmetic is the limit and not memory. */
final class QuickFloat32Fold implements Fold {
    private final Tiling tiling;
    private final float[][] blocks;
    private final int classes;
    private final FloatProducts products;
    private final float[] affinities;

    QuickFloat32Fold(Tiling tiling, float[][] blocks, double floor) {
        this.tiling = tiling;
        this.blocks = blocks;
        this.classes = tiling.classes();
        this.products = new FloatProducts(floor);
        this.affinities = products.affinities;
    }

    @Override
    public int together(int left) {
        return left >= FloatProducts.SNAPSHOTS ? FloatProducts.SNAPSHOTS : 1;
    }

    @Override
    public void one(int block, int column, int row, int rows, float[] amplitudes, int at, double[] product) {
        if (tiling.width(column) == TILE) {
            wide(blocks[block], start(block, column, row), rows, amplitudes, at);
        } else {
            narrow(blocks[block], start(block, column, row), rows, amplitudes, at);
        }
        products.multiplyInto(product, column, rows, 0);
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
            RunningProducts[] running) {
        int start = start(block, column, row);
        four(blocks[block], start, rows, amplitudes, first, at, 0);
        four(blocks[block], start, rows, amplitudes, first, at, 1);
        for (int s = 0; s < FloatProducts.SNAPSHOTS; s++) {
            products.multiplyInto(running[first + s].product, column, rows, s);
        }
    }

    private int start(int block, int column, int row) {
        return tiling.offset(block, column, row);
    }

    private void wide(float[] block, int start, int rows, float[] amplitudes, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int at = start;
        int i = first;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            for (int c = 0; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                FloatVector q2 = FloatVector.fromArray(FLOATS, block, at + 2 * FLOAT_LANES);
                FloatVector q3 = FloatVector.fromArray(FLOATS, block, at + 3 * FLOAT_LANES);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                at += TILE;
            }
            zero.fma(zero, a0).intoArray(affinities, to);
            zero.fma(zero, a1).intoArray(affinities, to + FLOAT_LANES);
            zero.fma(zero, a2).intoArray(affinities, to + 2 * FLOAT_LANES);
            zero.fma(zero, a3).intoArray(affinities, to + 3 * FLOAT_LANES);
            to += TILE;
        }
    }

    private void narrow(float[] block, int start, int rows, float[] amplitudes, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int at = start;
        int i = first;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            for (int c = 0; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                at += NARROW;
            }
            zero.fma(zero, a0).intoArray(affinities, to);
            zero.fma(zero, a1).intoArray(affinities, to + FLOAT_LANES);
            to += TILE;
        }
    }

    /** Half of a tile, as in {@link SixteenBitFold}. */
    private void four(float[] block, int start, int rows, float[][] amplitudes, int snapshot, int first, int half) {
        FloatVector zero = FloatVector.zero(FLOATS);
        float[] pa = amplitudes[snapshot];
        float[] pb = amplitudes[snapshot + 1];
        float[] pc = amplitudes[snapshot + 2];
        float[] pd = amplitudes[snapshot + 3];
        int at = start + half * NARROW;
        int i = first;
        int to = half * NARROW;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector b0 = zero;
            FloatVector b1 = zero;
            FloatVector c0 = zero;
            FloatVector c1 = zero;
            FloatVector d0 = zero;
            FloatVector d1 = zero;
            for (int k = 0; k < classes; k++) {
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at + k * TILE);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + k * TILE + FLOAT_LANES);
                FloatVector p = FloatVector.broadcast(FLOATS, pa[i + k]);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                p = FloatVector.broadcast(FLOATS, pb[i + k]);
                b0 = p.fma(q0, b0);
                b1 = p.fma(q1, b1);
                p = FloatVector.broadcast(FLOATS, pc[i + k]);
                c0 = p.fma(q0, c0);
                c1 = p.fma(q1, c1);
                p = FloatVector.broadcast(FLOATS, pd[i + k]);
                d0 = p.fma(q0, d0);
                d1 = p.fma(q1, d1);
            }
            at += classes * TILE;
            i += classes;
            a0.intoArray(affinities, to);
            a1.intoArray(affinities, to + FLOAT_LANES);
            b0.intoArray(affinities, to + SNAPSHOT);
            b1.intoArray(affinities, to + SNAPSHOT + FLOAT_LANES);
            c0.intoArray(affinities, to + 2 * SNAPSHOT);
            c1.intoArray(affinities, to + 2 * SNAPSHOT + FLOAT_LANES);
            d0.intoArray(affinities, to + 3 * SNAPSHOT);
            d1.intoArray(affinities, to + 3 * SNAPSHOT + FLOAT_LANES);
            to += TILE;
        }
    }
}
