package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.FloatProducts.SNAPSHOT;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.INTS;
import static io.thalweg.geometry.vector.Lanes.TILE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Landmarks of 16 bits, sums in float32. Two codes lie in one int, so that unpacking takes two shifts each: a shift and a mask
 * are no faster, and C2 of JDK 17 sometimes keeps the mask as an object.
 *
 * <p>Codes become floats by {@code reinterpretShape} with a constant species. {@code reinterpretAsFloats} looks its species up
 * in a table, and when other kernels have run before, C2 of JDK 17 may not see what it will find there: it then makes objects
 * of all vectors, for good. Loops are left to C2 to unroll, too: the more vectors a method has, the less of it is inlined.
 */
final class SixteenBitFold implements Fold {
    private final Tiling tiling;
    private final int[][] blocks;
    private final SixteenBitCode code;
    private final int classes;
    private final float floor;
    private final FloatProducts products = new FloatProducts();
    private final float[] affinities = products.affinities;
    private final float[] scaled;

    SixteenBitFold(Tiling tiling, int[][] blocks, SixteenBitCode code, double floor) {
        this.tiling = tiling;
        this.blocks = blocks;
        this.code = code;
        this.classes = tiling.classes();
        this.floor = (float) floor;
        this.scaled = new float[tiling.blockSamples() * classes];
    }

    /** Two read a tile from memory as fast as one does, four do not; from the cache, four at once are cheapest. */
    @Override
    public int together(int before, int left) {
        return before > 0 && left >= FloatProducts.SNAPSHOTS ? FloatProducts.SNAPSHOTS : Math.min(left, 2);
    }

    @Override
    public void one(int block, int column, int row, int rows, float[] amplitudes, int at, double[] product) {
        scale(amplitudes, at, rows, scaled);
        if (tiling.width(column) == TILE) {
            wide(blocks[block], start(block, column, row), rows, scaled);
        } else {
            narrow(blocks[block], start(block, column, row), rows, scaled);
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
        if (count == FloatProducts.SNAPSHOTS) {
            four(blocks[block], start(block, column, row), rows, amplitudes, first, at);
        } else {
            two(blocks[block], start(block, column, row), rows, amplitudes, first, at);
        }
        for (int s = 0; s < count; s++) {
            products.multiplyInto(running[first + s].product, column, rows, s);
        }
    }

    /**
     * Once a tile, not once a product: the loops of one snapshot then take an amplitude from memory into all lanes in one
     * step. Those of four are not bound by that.
     */
    private void scale(float[] amplitudes, int at, int rows, float[] target) {
        float scale = code.scale();
        for (int k = 0; k < rows * classes; k++) {
            target[k] = amplitudes[at + k] * scale;
        }
    }

    private int start(int block, int column, int row) {
        return tiling.offset(block, column, row) / 2;
    }

    private void wide(int[] block, int start, int rows, float[] amplitudes) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        int left = code.shift();
        int right = 16 - left;
        int at = start;
        int i = 0;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            FloatVector a2 = zero;
            FloatVector a3 = zero;
            for (int c = 0; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                IntVector two0 = IntVector.fromArray(INTS, block, at);
                IntVector two1 = IntVector.fromArray(INTS, block, at + FLOAT_LANES);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q2 = (FloatVector) two1.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q3 = (FloatVector) two1.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                at += 2 * FLOAT_LANES;
            }
            least.max(a0).intoArray(affinities, to);
            least.max(a1).intoArray(affinities, to + FLOAT_LANES);
            least.max(a2).intoArray(affinities, to + 2 * FLOAT_LANES);
            least.max(a3).intoArray(affinities, to + 3 * FLOAT_LANES);
            to += TILE;
        }
    }

    private void narrow(int[] block, int start, int rows, float[] amplitudes) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        int left = code.shift();
        int right = 16 - left;
        int at = start;
        int i = 0;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            for (int c = 0; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                IntVector two0 = IntVector.fromArray(INTS, block, at);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                at += FLOAT_LANES;
            }
            least.max(a0).intoArray(affinities, to);
            least.max(a1).intoArray(affinities, to + FLOAT_LANES);
            to += TILE;
        }
    }

    private void two(int[] block, int start, int rows, float[][] amplitudes, int snapshot, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        int left = code.shift();
        int right = 16 - left;
        float scale = code.scale();
        float[] pa = amplitudes[snapshot];
        float[] pb = amplitudes[snapshot + 1];
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
            for (int k = 0; k < classes; k++) {
                IntVector two0 = IntVector.fromArray(INTS, block, at);
                IntVector two1 = IntVector.fromArray(INTS, block, at + FLOAT_LANES);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q2 = (FloatVector) two1.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q3 = (FloatVector) two1.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                FloatVector p = FloatVector.broadcast(FLOATS, pa[i] * scale);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                p = FloatVector.broadcast(FLOATS, pb[i] * scale);
                b0 = p.fma(q0, b0);
                b1 = p.fma(q1, b1);
                b2 = p.fma(q2, b2);
                b3 = p.fma(q3, b3);
                at += 2 * FLOAT_LANES;
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
            to += TILE;
        }
    }

    private void four(int[] block, int start, int rows, float[][] amplitudes, int snapshot, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector least = FloatVector.broadcast(FLOATS, floor);
        int left = code.shift();
        int right = 16 - left;
        float scale = code.scale();
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
                IntVector two0 = IntVector.fromArray(INTS, block, at);
                IntVector two1 = IntVector.fromArray(INTS, block, at + FLOAT_LANES);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q2 = (FloatVector) two1.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, right)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q3 = (FloatVector) two1.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, left)
                        .reinterpretShape(FLOATS, 0);
                FloatVector p = FloatVector.broadcast(FLOATS, pa[i] * scale);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                p = FloatVector.broadcast(FLOATS, pb[i] * scale);
                b0 = p.fma(q0, b0);
                b1 = p.fma(q1, b1);
                b2 = p.fma(q2, b2);
                b3 = p.fma(q3, b3);
                p = FloatVector.broadcast(FLOATS, pc[i] * scale);
                c0 = p.fma(q0, c0);
                c1 = p.fma(q1, c1);
                c2 = p.fma(q2, c2);
                c3 = p.fma(q3, c3);
                p = FloatVector.broadcast(FLOATS, pd[i] * scale);
                d0 = p.fma(q0, d0);
                d1 = p.fma(q1, d1);
                d2 = p.fma(q2, d2);
                d3 = p.fma(q3, d3);
                at += 2 * FLOAT_LANES;
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
