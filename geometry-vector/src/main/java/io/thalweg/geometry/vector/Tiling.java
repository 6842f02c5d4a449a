package io.thalweg.geometry.vector;

import io.thalweg.geometry.LandmarkAmplitudes;

/**
 * Where the amplitude of a sample, class and landmark lies: [block of samples][tile of landmarks][sample][class][landmark],
 * so that a kernel reads memory in one direction, and each piece that it works on stays in the nearest cache. A block is an
 * array; the last tile is filled up to a whole one or a narrow one.
 *
 * @param samples N
 * @param classes C
 * @param landmarks m
 * @param blockSamples samples in a block, {@value #LONGEST_BLOCK} at most
 * @param columns landmarks with what the last tile is filled up to
 */
record Tiling(int samples, int classes, int landmarks, int blockSamples, int columns) {
    static final int LONGEST_BLOCK = 16;
    private static final int FEW_CLASSES = 16;
    private static final int SOME_CLASSES = 128;

    static Tiling of(int samples, int classes, int landmarks) {
        int block = classes <= FEW_CLASSES ? LONGEST_BLOCK : classes <= SOME_CLASSES ? 8 : 4;
        int rest = landmarks % Lanes.TILE;
        int filled = rest == 0 ? 0 : rest <= Lanes.NARROW ? Lanes.NARROW : Lanes.TILE;
        return new Tiling(samples, classes, landmarks, block, landmarks - rest + filled);
    }

    static Tiling of(LandmarkAmplitudes landmarks) {
        return of(landmarks.samples(), landmarks.classes(), landmarks.landmarks());
    }

    int blocks() {
        return (samples + blockSamples - 1) / blockSamples;
    }

    /** Samples in one block. */
    int rows(int block) {
        return Math.min(blockSamples, samples - block * blockSamples);
    }

    /** Amplitudes in one block. */
    int size(int block) {
        return Math.multiplyExact(rows(block) * classes, columns);
    }

    long size() {
        return (long) samples * classes * columns;
    }

    /** Landmarks in the tile that begins at this column. */
    int width(int column) {
        return Math.min(Lanes.TILE, columns - column);
    }

    /** Where, in its block, a row of the tile that begins at this column lies; further rows follow. */
    int offset(int block, int column, int row) {
        return (column * rows(block) + row * width(column)) * classes;
    }

    /**
     * Where a row lies in an array that has only one half of each tile, two amplitudes in an int. A narrow tile is all first
     * half.
     */
    int halfOffset(int block, int column, int row) {
        return (column / Lanes.TILE * rows(block) + row) * classes * Lanes.FLOAT_LANES;
    }

    /** What a whole tile of a whole block takes in 16 bits. */
    int tileBytes() {
        return blockSamples * classes * Lanes.TILE * Short.BYTES;
    }

    /** Ints in the first halves of all tiles of a block. */
    int firstHalvesSize(int block) {
        return halfOffset(block, columns + Lanes.NARROW, 0);
    }

    /** Ints in the second halves of all tiles of a block. */
    int secondHalvesSize(int block) {
        return halfOffset(block, columns, 0);
    }
}
