package io.thalweg.geometry.vector;

/**
 * Multiplies affinities of a few samples with one tile of landmarks into products, each held above the floor.
 *
 * <p>Vectors that leave a method are boxed, so every loop over them is a method that calls none of ours. Each is longer than
 * 325 bytes, up to which C2 takes hot methods into their callers: of too many vector operations in one compilation it gives
 * some up and boxes them (seen with JDK 17; a test counts the bytes allocated). Two further causes were found in its output:
 *
 * <ul>
 *   <li>Of sixteen sums it boxed seven for each sample, in some runs and not in others. Eight it never did.
 *   <li>The class of a sum that a loop leaves is known only by the profile of the method that takes it, and that method may
 *       have been called too seldom: {@code zero.fma(zero, sum)} is by one that the loop itself has called.
 * </ul>
 */
interface Fold {
    /** What a snapshot's amplitudes are to be multiplied by, exactly, before {@link #one} and {@link #several} take them. */
    default float scale() {
        return 1;
    }

    /**
     * Reads what a block holds of some tiles, so that it is near when several snapshots are folded one after the other. A loop
     * that does nothing else runs at the speed of memory; one that computes waits at the start of each tile (batches of four took
     * a third longer, batches of 16 a tenth).
     *
     * @param block the block of samples
     * @param column where the first tile begins
     * @param end where the last one ends
     */
    default void readAhead(int block, int column, int end) {}

    /**
     * How many snapshots {@link #several} takes at once; 1 if they gain nothing by being taken together.
     *
     * @param left how many have not met this tile, at least 1
     */
    int together(int left);

    /**
     * Consecutive samples of one snapshot.
     *
     * @param block the block of samples
     * @param column where the tile begins
     * @param row the first sample in the block
     * @param rows number of samples, {@value Tiling#LONGEST_BLOCK} at most
     * @param amplitudes of the snapshot, scaled
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
