package io.thalweg.geometry.vector;

import io.thalweg.geometry.LandmarkAmplitudes;

/** Landmarks in float32: no error but that of rounding the amplitudes. */
final class Float32Landmarks implements TiledLandmarks {
    private final Tiling tiling;
    private final float[][] blocks;
    private final LandmarkAmplitudes source;
    private final boolean quick;

    private Float32Landmarks(Tiling tiling, float[][] blocks, LandmarkAmplitudes source, boolean quick) {
        this.tiling = tiling;
        this.blocks = blocks;
        this.source = source;
        this.quick = quick;
    }

    static Float32Landmarks of(LandmarkAmplitudes source) {
        Tiling tiling = Tiling.of(source);
        float[][] blocks = new float[tiling.blocks()][];
        float[] scratch = new float[tiling.landmarks()];
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] = new float[tiling.size(b) + Float32Fold.PADDING];
            for (int r = 0; r < tiling.rows(b); r++) {
                for (int c = 0; c < tiling.classes(); c++) {
                    float[] row = source.row(b * tiling.blockSamples() + r, c, scratch);
                    for (int j = 0; j < tiling.landmarks(); j += Lanes.TILE) {
                        int at = tiling.offset(b, j, r) + c * tiling.width(j);
                        System.arraycopy(row, j, blocks[b], at, Math.min(Lanes.TILE, tiling.landmarks() - j));
                    }
                }
            }
        }
        return new Float32Landmarks(tiling, blocks, source, false);
    }

    /** The same, folded with sums in float32, four snapshots at once: twice as fast, with an error of 1e-7 a sample. */
    Float32Landmarks quick() {
        return new Float32Landmarks(tiling, blocks, source, true);
    }

    @Override
    public Tiling tiling() {
        return tiling;
    }

    @Override
    public LandmarkAmplitudes source() {
        return source;
    }

    @Override
    public Fold fold(double floor) {
        return quick ? new QuickFloat32Fold(tiling, blocks, floor) : new Float32Fold(tiling, blocks, floor);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        int block = sample / tiling.blockSamples();
        int column = landmark / Lanes.TILE * Lanes.TILE;
        int at = tiling.offset(block, column, sample % tiling.blockSamples()) + clazz * tiling.width(column);
        return blocks[block][at + landmark - column];
    }
}
