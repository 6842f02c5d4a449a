package io.thalweg.geometry.vector;

/**
 * Multiplies affinities of a few samples with one tile of landmarks into products, each held above the floor.
 *
 * <p>Vectors that leave a method are boxed, so every loop over them is a method that calls none of ours. Each is longer than
 * 325 bytes, up to which C2 takes hot methods into their callers: of too many vector operations in one compilation it gives
 * some up and boxes them (seen with JDK 17; a test counts the bytes allocated).
 */
interface Fold {
    /**
     * How many snapshots {@link #several} takes at once; 1 if they gain nothing by being taken together.
     *
     * @param before how many have met this tile, so that it lies in the cache
     * @param left how many have not, at least 1
     */
    int together(int before, int left);

    /**
     * Consecutive samples of one snapshot.
     *
     * @param block the block of samples
     * @param column where the tile begins
     * @param row the first sample in the block
     * @param rows number of samples, {@value Tiling#LONGEST_BLOCK} at most
     * @param amplitudes of the snapshot
     * @param at where in them the first sample's begin
     * @param product one a landmark, whole tiles; beyond a narrow one, what fills it up may be multiplied too
     */
    void one(int block, int column, int row, int rows, float[] amplitudes, int at, double[] product);

    /** The same of {@code count} snapshots from {@code first} on, as {@link #together} said, for a tile of full width. */
    void several(
            int block,
            int column,
            int row,
            int rows,
            float[][] amplitudes,
            int first,
            int count,
            int at,
            RunningProducts[] products);
}
