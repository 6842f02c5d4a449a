package io.thalweg.geometry.vector;

import static io.thalweg.geometry.vector.Lanes.DOUBLES;
import static io.thalweg.geometry.vector.Lanes.DOUBLE_LANES;
import static io.thalweg.geometry.vector.Lanes.FLOATS;
import static io.thalweg.geometry.vector.Lanes.FLOAT_LANES;
import static io.thalweg.geometry.vector.Lanes.INTS;
import static io.thalweg.geometry.vector.Lanes.TILE;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Affinities in float32 of up to four snapshots, and the way from there into products in double precision. */
final class FloatProducts {
    /**
     * Affinities of one snapshot, and a vector more: at places that are multiples of 4096 bytes apart, processors take a load for
     * one that follows a store, and keep all four in one set of the nearest cache (batches took a tenth longer).
     */
    static final int SNAPSHOT = Tiling.LONGEST_BLOCK * TILE + FLOAT_LANES;

    static final int SNAPSHOTS = 4;

    /** Longer by a vector: the upper half of the last one is read with what follows it. */
    final float[] affinities = new float[SNAPSHOTS * SNAPSHOT + FLOAT_LANES];

    /** The bits of the floor: in floats that are not negative, they order like the numbers, and faster. */
    private final int floor;

    FloatProducts(double floor) {
        this.floor = Float.floatToRawIntBits((float) floor);
        Arrays.fill(affinities, 1);
    }

    /**
     * Multiplies affinities, those below the floor as the floor, into products.
     *
     * <p>Loads twice as many floats as it converts: cheaper than moving the upper half of a vector down.
     */
    void multiplyInto(double[] product, int column, int rows, int snapshot) {
        int first = snapshot * SNAPSHOT;
        IntVector least = IntVector.broadcast(INTS, floor);
        DoubleVector d0 = DoubleVector.fromArray(DOUBLES, product, column);
        DoubleVector d1 = DoubleVector.fromArray(DOUBLES, product, column + DOUBLE_LANES);
        DoubleVector d2 = DoubleVector.fromArray(DOUBLES, product, column + 2 * DOUBLE_LANES);
        DoubleVector d3 = DoubleVector.fromArray(DOUBLES, product, column + 3 * DOUBLE_LANES);
        DoubleVector d4 = DoubleVector.fromArray(DOUBLES, product, column + 4 * DOUBLE_LANES);
        DoubleVector d5 = DoubleVector.fromArray(DOUBLES, product, column + 5 * DOUBLE_LANES);
        DoubleVector d6 = DoubleVector.fromArray(DOUBLES, product, column + 6 * DOUBLE_LANES);
        DoubleVector d7 = DoubleVector.fromArray(DOUBLES, product, column + 7 * DOUBLE_LANES);
        for (int n = 0; n < rows; n++) {
            int at = first + n * TILE;
            FloatVector f0 = FloatVector.fromArray(FLOATS, affinities, at);
            f0 = (FloatVector)
                    least.max((IntVector) f0.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d0 = ((DoubleVector) f0.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d0);
            FloatVector f1 = FloatVector.fromArray(FLOATS, affinities, at + DOUBLE_LANES);
            f1 = (FloatVector)
                    least.max((IntVector) f1.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d1 = ((DoubleVector) f1.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d1);
            FloatVector f2 = FloatVector.fromArray(FLOATS, affinities, at + 2 * DOUBLE_LANES);
            f2 = (FloatVector)
                    least.max((IntVector) f2.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d2 = ((DoubleVector) f2.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d2);
            FloatVector f3 = FloatVector.fromArray(FLOATS, affinities, at + 3 * DOUBLE_LANES);
            f3 = (FloatVector)
                    least.max((IntVector) f3.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d3 = ((DoubleVector) f3.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d3);
            FloatVector f4 = FloatVector.fromArray(FLOATS, affinities, at + 4 * DOUBLE_LANES);
            f4 = (FloatVector)
                    least.max((IntVector) f4.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d4 = ((DoubleVector) f4.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d4);
            FloatVector f5 = FloatVector.fromArray(FLOATS, affinities, at + 5 * DOUBLE_LANES);
            f5 = (FloatVector)
                    least.max((IntVector) f5.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d5 = ((DoubleVector) f5.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d5);
            FloatVector f6 = FloatVector.fromArray(FLOATS, affinities, at + 6 * DOUBLE_LANES);
            f6 = (FloatVector)
                    least.max((IntVector) f6.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d6 = ((DoubleVector) f6.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d6);
            FloatVector f7 = FloatVector.fromArray(FLOATS, affinities, at + 7 * DOUBLE_LANES);
            f7 = (FloatVector)
                    least.max((IntVector) f7.reinterpretShape(INTS, 0)).reinterpretShape(FLOATS, 0);
            d7 = ((DoubleVector) f7.convertShape(VectorOperators.F2D, DOUBLES, 0)).mul(d7);
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
}
