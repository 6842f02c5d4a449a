package io.thalweg.geometry.vector;

import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vectors of this machine, 512 bits at most, and the widths of the tiles that follow from them.
 *
 * <p>One shape only, everywhere: where two species of floats meet in one program, the type profiles of the Vector API's own
 * methods hold both, and C2 of JDK 17 boxes every vector that it cannot tell the class of (seen: ten times slower).
 */
final class Lanes {
    private static final int WIDEST = 512;
    private static final VectorShape SHAPE = VectorShape.preferredShape().vectorBitSize() > WIDEST
            ? VectorShape.S_512_BIT
            : VectorShape.preferredShape();

    static final VectorSpecies<Float> FLOATS = VectorSpecies.of(float.class, SHAPE);
    static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, SHAPE);
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, SHAPE);
    static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SHAPE);

    static final int FLOAT_LANES = FLOATS.length();
    static final int DOUBLE_LANES = DOUBLES.length();

    /** Landmarks in a tile: four vectors of floats, eight of doubles. */
    static final int TILE = 4 * FLOAT_LANES;
    /** Landmarks in the last tile where few are left. */
    static final int NARROW = 2 * FLOAT_LANES;

    private Lanes() {}

    static int wholeTiles(int landmarks) {
        return (landmarks + TILE - 1) / TILE * TILE;
    }
}
