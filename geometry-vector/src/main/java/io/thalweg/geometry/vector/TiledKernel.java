package io.thalweg.geometry.vector;

import io.thalweg.geometry.DistanceKernel;
import java.util.Arrays;

/** Walks the blocks and tiles of the landmarks once, for one snapshot or for several. */
final class TiledKernel implements DistanceKernel {
    /** What fits into the second cache with room to spare. */
    private static final int READ_AHEAD_BYTES = 1 << 18;
    /** Fewer do not gain by reading ahead. */
    private static final int FEWEST_TO_READ_AHEAD = FloatProducts.SNAPSHOTS;

    private final Tiling tiling;
    private final Fold fold;
    private final RunningProducts[] products = new RunningProducts[MOST_SNAPSHOTS];
    private final float[][] oneSnapshot = new float[1][];
    private final double[][] oneSums = new double[1][];
    private final double[] terms;
    /** Landmarks that are read ahead at a time, whole tiles. */
    private final int panel;

    private final float scale;
    /** The amplitudes of the samples of one block, of each snapshot, where they are to be scaled. */
    private final float[][] scaled;

    TiledKernel(TiledLandmarks landmarks, double floor) {
        this.tiling = landmarks.tiling();
        this.fold = landmarks.fold(floor);
        this.scale = fold.scale();
        this.scaled = new float[MOST_SNAPSHOTS][scale == 1 ? 0 : tiling.blockSamples() * tiling.classes()];
        this.panel = Lanes.TILE * Math.max(1, READ_AHEAD_BYTES / tiling.tileBytes());
        this.terms = new double[Lanes.wholeTiles(tiling.columns())];
        for (int s = 0; s < MOST_SNAPSHOTS; s++) {
            products[s] = new RunningProducts(tiling.columns());
        }
    }

    @Override
    public void accumulate(float[] amplitudes, int at, int firstSample, int count, double[] sums) {
        oneSnapshot[0] = amplitudes;
        oneSums[0] = sums;
        accumulate(oneSnapshot, 1, at, firstSample, count, oneSums, 0);
    }

    @Override
    public void accumulate(float[][] amplitudes, int snapshots, int at, int firstSample, int count, double[][] sums) {
        accumulate(amplitudes, snapshots, at, firstSample, count, sums, 0);
    }

    @Override
    public void accumulateFrom(int firstLandmark, float[][] amplitudes, int snapshots, double[][] sums, int samples) {
        accumulate(amplitudes, snapshots, 0, 0, samples, sums, firstLandmark);
    }

    private void accumulate(
            float[][] amplitudes,
            int snapshots,
            int at,
            int firstSample,
            int count,
            double[][] sums,
            int firstLandmark) {
        int firstColumn = firstLandmark / Lanes.TILE * Lanes.TILE;
        for (int s = 0; s < snapshots; s++) {
            products[s].clear();
        }
        int end = firstSample + count;
        for (int n = firstSample; n < end; ) {
            int block = n / tiling.blockSamples();
            int row = n % tiling.blockSamples();
            int rows = Math.min(end - n, tiling.rows(block) - row);
            int from = at + (n - firstSample) * tiling.classes();
            float[][] factors = amplitudes;
            if (scale != 1) {
                scale(amplitudes, snapshots, from, rows);
                factors = scaled;
                from = 0;
            }
            boolean readAhead = snapshots >= FEWEST_TO_READ_AHEAD && rows == tiling.rows(block);
            for (int start = firstColumn; start < tiling.columns(); start += panel) {
                int panelEnd = Math.min(tiling.columns(), start + panel);
                if (readAhead) {
                    fold.readAhead(block, start, panelEnd);
                }
                for (int column = start; column < panelEnd; column += Lanes.TILE) {
                    fold(block, column, row, rows, factors, snapshots, from);
                }
            }
            for (int s = 0; s < snapshots; s++) {
                products[s].takeOutExponents(firstColumn);
            }
            n += rows;
        }
        for (int s = 0; s < snapshots; s++) {
            products[s].subtractLogarithms(sums[s], firstLandmark);
        }
    }

    /** Once a block, not once a product: then a loop takes an amplitude from memory into all lanes in one step. */
    private void scale(float[][] amplitudes, int snapshots, int at, int rows) {
        int count = rows * tiling.classes();
        for (int s = 0; s < snapshots; s++) {
            scale(amplitudes[s], at, count, scale, scaled[s]);
        }
    }

    private static void scale(float[] amplitudes, int at, int count, float scale, float[] target) {
        for (int k = 0; k < count; k++) {
            target[k] = amplitudes[at + k] * scale;
        }
    }

    private void fold(int block, int column, int row, int rows, float[][] amplitudes, int snapshots, int at) {
        boolean wide = tiling.width(column) == Lanes.TILE;
        for (int s = 0; s < snapshots; ) {
            int together = wide ? fold.together(snapshots - s) : 1;
            if (together > 1) {
                fold.several(block, column, row, rows, amplitudes, s, together, at, products);
            } else {
                fold.one(block, column, row, rows, amplitudes[s], at, products[s].product);
            }
            s += together;
        }
    }

    @Override
    public void addTerms(float[] amplitudes, int at, int sample, double[] sums, double[] squares) {
        int block = sample / tiling.blockSamples();
        float[] factors = amplitudes;
        int from = at;
        if (scale != 1) {
            scale(amplitudes, at, tiling.classes(), scale, scaled[0]);
            factors = scaled[0];
            from = 0;
        }
        Arrays.fill(terms, 1);
        for (int column = 0; column < tiling.columns(); column += Lanes.TILE) {
            fold.one(block, column, sample % tiling.blockSamples(), 1, factors, from, terms);
        }
        Logarithms.negate(terms);
        for (int j = 0; j < sums.length; j++) {
            sums[j] += terms[j];
            squares[j] += terms[j] * terms[j];
        }
    }
}
