package io.thalweg.geometry.vector;

import io.thalweg.geometry.DistanceKernel;
import java.util.Arrays;

/** Walks the blocks and tiles of the landmarks once, for one snapshot or for several. */
final class TiledKernel implements DistanceKernel {
    private final Tiling tiling;
    private final Fold fold;
    private final RunningProducts[] products = new RunningProducts[MOST_SNAPSHOTS];
    private final float[][] oneSnapshot = new float[1][];
    private final double[][] oneSums = new double[1][];
    private final double[] terms;

    TiledKernel(TiledLandmarks landmarks, double floor) {
        this.tiling = landmarks.tiling();
        this.fold = landmarks.fold(floor);
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
            for (int column = firstColumn; column < tiling.columns(); column += Lanes.TILE) {
                fold(block, column, row, rows, amplitudes, snapshots, from);
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

    private void fold(int block, int column, int row, int rows, float[][] amplitudes, int snapshots, int at) {
        boolean wide = tiling.width(column) == Lanes.TILE;
        for (int s = 0; s < snapshots; ) {
            int together = wide ? fold.together(s, snapshots - s) : 1;
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
        Arrays.fill(terms, 1);
        for (int column = 0; column < tiling.columns(); column += Lanes.TILE) {
            fold.one(block, column, sample % tiling.blockSamples(), 1, amplitudes, at, terms);
        }
        Logarithms.negate(terms);
        for (int j = 0; j < sums.length; j++) {
            sums[j] += terms[j];
            squares[j] += terms[j] * terms[j];
        }
    }
}
