package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.FloatProducts.SNAPSHOT;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.INTS;
import static io.thalweg.geometry.vector.Lanes.NARROW;
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
 * of all vectors, for good.
 */
final class SixteenBitFold implements Fold {
    private static final int SHIFT = SixteenBitCode.SHIFT;
    /** How far down the lower code of two is moved once the upper one has been pushed out. */
    private static final int LOW = 16 - SHIFT;

    /** Ints in one. */
    private static final int CACHE_LINE = 16;

    private final Tiling tiling;
    private final int[][] firstHalves;
    private final int[][] secondHalves;
    private final int classes;
    private final FloatProducts products;
    private final float[] affinities;
    /** What was read ahead has to go somewhere, else C2 leaves the reading out. */
    int readAhead;

    SixteenBitFold(Tiling tiling, int[][] firstHalves, int[][] secondHalves, double floor) {
        this.tiling = tiling;
        this.firstHalves = firstHalves;
        this.secondHalves = secondHalves;
        this.classes = tiling.classes();
        this.products = new FloatProducts(floor);
        this.affinities = products.affinities;
    }

    @Override
    public float scale() {
        return SixteenBitCode.SCALE;
    }

    @Override
    public void readAhead(int block, int column, int end) {
        int from = tiling.halfOffset(block, column, 0);
        int firstEnd = tiling.halfOffset(block, end + NARROW, 0);
        int secondEnd = tiling.halfOffset(block, end, 0);
        readAhead = sum(firstHalves[block], from, firstEnd) + sum(secondHalves[block], from, secondEnd);
    }

    /** One of each cache line. */
    private static int sum(int[] codes, int from, int end) {
        int sum = 0;
        for (int i = from; i < end; i += CACHE_LINE) {
            sum += codes[i];
        }
        return sum;
    }

    @Override
    public int together(int left) {
        return left >= FloatProducts.SNAPSHOTS ? FloatProducts.SNAPSHOTS : Math.min(left, 2);
    }

    @Override
    public void one(int block, int column, int row, int rows, float[] amplitudes, int at, double[] product) {
        int start = tiling.halfOffset(block, column, row);
        if (tiling.width(column) == TILE) {
            wide(firstHalves[block], secondHalves[block], start, rows, amplitudes, at);
        } else {
            narrow(firstHalves[block], start, rows, amplitudes, at);
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
        int start = tiling.halfOffset(block, column, row);
        if (count == FloatProducts.SNAPSHOTS) {
            four(firstHalves[block], start, rows, amplitudes, first, at, 0);
            four(secondHalves[block], start, rows, amplitudes, first, at, NARROW);
        } else {
            two(firstHalves[block], secondHalves[block], start, rows, amplitudes, first, at);
        }
        for (int s = 0; s < count; s++) {
            products.multiplyInto(running[first + s].product, column, rows, s);
        }
    }

    /**
     * Places are counted on, not computed from the class: else C2 unrolls the loop and runs out of registers. The product with
     * zero is for its class, see {@link Fold}.
     */
    private void wide(int[] firstHalf, int[] secondHalf, int start, int rows, float[] amplitudes, int first) {
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
                IntVector two0 = IntVector.fromArray(INTS, firstHalf, at);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, LOW)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, SHIFT)
                        .reinterpretShape(FLOATS, 0);
                IntVector two1 = IntVector.fromArray(INTS, secondHalf, at);
                FloatVector q2 = (FloatVector) two1.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, LOW)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q3 = (FloatVector) two1.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, SHIFT)
                        .reinterpretShape(FLOATS, 0);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                a2 = p.fma(q2, a2);
                a3 = p.fma(q3, a3);
                at += FLOAT_LANES;
            }
            zero.fma(zero, a0).intoArray(affinities, to);
            zero.fma(zero, a1).intoArray(affinities, to + FLOAT_LANES);
            zero.fma(zero, a2).intoArray(affinities, to + 2 * FLOAT_LANES);
            zero.fma(zero, a3).intoArray(affinities, to + 3 * FLOAT_LANES);
            to += TILE;
        }
    }

    private void narrow(int[] firstHalf, int start, int rows, float[] amplitudes, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int at = start;
        int i = first;
        int to = 0;
        for (int n = 0; n < rows; n++) {
            FloatVector a0 = zero;
            FloatVector a1 = zero;
            for (int c = 0; c < classes; c++) {
                FloatVector p = FloatVector.broadcast(FLOATS, amplitudes[i++]);
                IntVector two0 = IntVector.fromArray(INTS, firstHalf, at);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, LOW)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, SHIFT)
                        .reinterpretShape(FLOATS, 0);
                a0 = p.fma(q0, a0);
                a1 = p.fma(q1, a1);
                at += FLOAT_LANES;
            }
            zero.fma(zero, a0).intoArray(affinities, to);
            zero.fma(zero, a1).intoArray(affinities, to + FLOAT_LANES);
            to += TILE;
        }
    }

    private void two(
            int[] firstHalf, int[] secondHalf, int start, int rows, float[][] amplitudes, int snapshot, int first) {
        FloatVector zero = FloatVector.zero(FLOATS);
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
                IntVector two0 = IntVector.fromArray(INTS, firstHalf, at);
                FloatVector q0 = (FloatVector) two0.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, LOW)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two0.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, SHIFT)
                        .reinterpretShape(FLOATS, 0);
                IntVector two1 = IntVector.fromArray(INTS, secondHalf, at);
                FloatVector q2 = (FloatVector) two1.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, LOW)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q3 = (FloatVector) two1.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, SHIFT)
                        .reinterpretShape(FLOATS, 0);
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
                at += FLOAT_LANES;
                i++;
            }
            zero.fma(zero, a0).intoArray(affinities, to);
            zero.fma(zero, a1).intoArray(affinities, to + FLOAT_LANES);
            zero.fma(zero, a2).intoArray(affinities, to + 2 * FLOAT_LANES);
            zero.fma(zero, a3).intoArray(affinities, to + 3 * FLOAT_LANES);
            zero.fma(zero, b0).intoArray(affinities, to + SNAPSHOT);
            zero.fma(zero, b1).intoArray(affinities, to + SNAPSHOT + FLOAT_LANES);
            zero.fma(zero, b2).intoArray(affinities, to + SNAPSHOT + 2 * FLOAT_LANES);
            zero.fma(zero, b3).intoArray(affinities, to + SNAPSHOT + 3 * FLOAT_LANES);
            to += TILE;
        }
    }

    /**
     * Half of a tile, the first or the second two vectors of each class: eight sums and what they take fit into sixteen
     * registers. Places are computed from the class, so that C2 checks them once a sample and not once a class.
     */
    private void four(int[] half, int start, int rows, float[][] amplitudes, int snapshot, int first, int target) {
        FloatVector zero = FloatVector.zero(FLOATS);
        float[] pa = amplitudes[snapshot];
        float[] pb = amplitudes[snapshot + 1];
        float[] pc = amplitudes[snapshot + 2];
        float[] pd = amplitudes[snapshot + 3];
        int at = start;
        int i = first;
        int to = target;
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
                IntVector two = IntVector.fromArray(INTS, half, at + k * FLOAT_LANES);
                FloatVector q0 = (FloatVector) two.lanewise(VectorOperators.LSHL, 16)
                        .lanewise(VectorOperators.LSHR, LOW)
                        .reinterpretShape(FLOATS, 0);
                FloatVector q1 = (FloatVector) two.lanewise(VectorOperators.LSHR, 16)
                        .lanewise(VectorOperators.LSHL, SHIFT)
                        .reinterpretShape(FLOATS, 0);
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
            at += classes * FLOAT_LANES;
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
