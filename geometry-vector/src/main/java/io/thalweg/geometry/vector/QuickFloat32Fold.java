package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.FloatProducts.SNAPSHOT;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.TILE;

import jdk.incubator.vector.FloatVector;

/** Float32 landmarks, sums in float32: for many snapshots at once, where arithmetic is the limit and not memory. */
final class QuickFloat32Fold implements Fold {
    private final Tiling tiling;
    private final float[][] blocks;
    private final int classes;
    private final float floor;
    private final FloatProducts products = new FloatProducts();
    private final float[] affinities = products.affinities;

    QuickFloat32Fold(Tiling tiling, float[][] blocks, double floor) {
        this.tiling = tiling;
        this.blocks = blocks;
        this.classes = tiling.classes();
        this.floor = (float) floor;
    }

    @Override
    public int together(int before, int left) {
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
        four(blocks[block], start(block, column, row), rows, amplitudes, first, at);
        for (int s = 0; s < FloatProducts.SNAPSHOTS; s++) {
            products.multiplyInto(running[first + s].product, column, rows, s);
        }
    }

    private int start(int block, int column, int row) {
        return tiling.offset(block, column, row);
    }

    private void wide(float[] block, int start, int rows, float[] amplitudes, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        int at = start;
        int i = first;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            int c = 0;
            for (; c + 2 <= classes; c += 2) {
                FloatVector pa = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0a = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1a = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                FloatVector q2a = FloatVector.fromArray(FLOATS, block, at + 2 * FLOAT_LANES);
                FloatVector q3a = FloatVector.fromArray(FLOATS, block, at + 3 * FLOAT_LANES);
                a0 = pa.fma(q0a, a0);
                a1 = pa.fma(q1a, a1);
                a2 = pa.fma(q2a, a2);
                a3 = pa.fma(q3a, a3);
                at += 4 * FLOAT_LANES;
                FloatVector pb = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0b = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1b = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                FloatVector q2b = FloatVector.fromArray(FLOATS, block, at + 2 * FLOAT_LANES);
                FloatVector q3b = FloatVector.fromArray(FLOATS, block, at + 3 * FLOAT_LANES);
                a0 = pb.fma(q0b, a0);
                a1 = pb.fma(q1b, a1);
                a2 = pb.fma(q2b, a2);
                a3 = pb.fma(q3b, a3);
                at += 4 * FLOAT_LANES;
            }
            for (; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                FloatVector q2 = FloatVector.fromArray(FLOATS, block, at + 2 * FLOAT_LANES);
                FloatVector q3 = FloatVector.fromArray(FLOATS, block, at + 3 * FLOAT_LANES);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                at += 4 * FLOAT_LANES;
            }
            least.max(a0).intoArray(affinities, to);
            least.max(a1).intoArray(affinities, to + FLOAT_LANES);
            least.max(a2).intoArray(affinities, to + 2 * FLOAT_LANES);
            least.max(a3).intoArray(affinities, to + 3 * FLOAT_LANES);
            to += TILE;
        }
    }

    private void narrow(float[] block, int start, int rows, float[] amplitudes, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        int at = start;
        int i = first;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            int c = 0;
            for (; c + 4 <= classes; c += 4) {
                FloatVector pa = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0a = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1a = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a0 = pa.fma(q0a, a0);
                a1 = pa.fma(q1a, a1);
                at += 2 * FLOAT_LANES;
                FloatVector pb = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0b = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1b = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a0 = pb.fma(q0b, a0);
                a1 = pb.fma(q1b, a1);
                at += 2 * FLOAT_LANES;
                FloatVector pc = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0c = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1c = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a0 = pc.fma(q0c, a0);
                a1 = pc.fma(q1c, a1);
                at += 2 * FLOAT_LANES;
                FloatVector pd = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0d = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1d = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a0 = pd.fma(q0d, a0);
                a1 = pd.fma(q1d, a1);
                at += 2 * FLOAT_LANES;
            }
            for (; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                at += 2 * FLOAT_LANES;
            }
            least.max(a0).intoArray(affinities, to);
            least.max(a1).intoArray(affinities, to + FLOAT_LANES);
            to += TILE;
        }
    }

    private void four(float[] block, int start, int rows, float[][] amplitudes, int snapshot, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        float[] pa = amplitudes[snapshot];
        float[] pb = amplitudes[snapshot + 1];
        float[] pc = amplitudes[snapshot + 2];
        float[] pd = amplitudes[snapshot + 3];
        int at = start;
        int i = first;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            FloatVector b0 = zero;
            FloatVector b1 = zero;
            FloatVector b2 = zero;
            FloatVector b3 = zero;
            FloatVector c0 = zero;
            FloatVector c1 = zero;
            FloatVector c2 = zero;
            FloatVector c3 = zero;
            FloatVector d0 = zero;
            FloatVector d1 = zero;
            FloatVector d2 = zero;
            FloatVector d3 = zero;
            for (int k = 0; k < classes; k++) {
                FloatVector q0 = FloatVector.fromArray(FLOATS, block, at);
                FloatVector q1 = FloatVector.fromArray(FLOATS, block, at + FLOAT_LANES);
                FloatVector q2 = FloatVector.fromArray(FLOATS, block, at + 2 * FLOAT_LANES);
                FloatVector q3 = FloatVector.fromArray(FLOATS, block, at + 3 * FLOAT_LANES);
                FloatVector p = FloatVector.broadcast(FLOATS, pa[i]);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                p = FloatVector.broadcast(FLOATS, pb[i]);
                b0 = p.fma(q0, b0);
                b1 = p.fma(q1, b1);
                b2 = p.fma(q2, b2);
                b3 = p.fma(q3, b3);
                p = FloatVector.broadcast(FLOATS, pc[i]);
                c0 = p.fma(q0, c0);
                c1 = p.fma(q1, c1);
                c2 = p.fma(q2, c2);
                c3 = p.fma(q3, c3);
                p = FloatVector.broadcast(FLOATS, pd[i]);
                d0 = p.fma(q0, d0);
                d1 = p.fma(q1, d1);
                d2 = p.fma(q2, d2);
                d3 = p.fma(q3, d3);
                at += 4 * FLOAT_LANES;
                i++;
            }
            least.max(a0).intoArray(affinities, to);
            least.max(a1).intoArray(affinities, to + FLOAT_LANES);
            least.max(a2).intoArray(affinities, to + 2 * FLOAT_LANES);
            least.max(a3).intoArray(affinities, to + 3 * FLOAT_LANES);
            int next = to + SNAPSHOT;
            least.max(b0).intoArray(affinities, next);
            least.max(b1).intoArray(affinities, next + FLOAT_LANES);
            least.max(b2).intoArray(affinities, next + 2 * FLOAT_LANES);
            least.max(b3).intoArray(affinities, next + 3 * FLOAT_LANES);
            next += SNAPSHOT;
            least.max(c0).intoArray(affinities, next);
            least.max(c1).intoArray(affinities, next + FLOAT_LANES);
            least.max(c2).intoArray(affinities, next + 2 * FLOAT_LANES);
            least.max(c3).intoArray(affinities, next + 3 * FLOAT_LANES);
            next += SNAPSHOT;
            least.max(d0).intoArray(affinities, next);
            least.max(d1).intoArray(affinities, next + FLOAT_LANES);
            least.max(d2).intoArray(affinities, next + 2 * FLOAT_LANES);
            least.max(d3).intoArray(affinities, next + 3 * FLOAT_LANES);
            to += TILE;
        }
    }
}
