package io.thalweg.geometry;

import java.util.Arrays;

/** A kernel for each thread, and the sums of each, added in the end. */
final class DividedKernel implements DistanceKernel, KernelThreads.Parts {
    private static final double[][] NONE = {};

    private final KernelThreads threads;
    private final DistanceKernel[] kernels;
    private final int classes;
    private final int landmarks;
    /** By part, then snapshot. Part 0 adds to the caller's. */
    private final double[][][] partial;

    private final float[][] oneSnapshot = new float[1][];
    private final double[][] oneSums = new double[1][];

    private float[][] amplitudes = new float[0][];
    private double[][] sums = NONE;
    private int snapshots;
    private int at;
    private int firstSample;
    private int count;
    private int parts;

    private DividedKernel(KernelThreads threads, DistanceKernel[] kernels, LandmarkAmplitudes landmarks) {
        this.threads = threads;
        this.kernels = kernels;
        this.classes = landmarks.classes();
        this.landmarks = landmarks.landmarks();
        this.partial = new double[kernels.length][MOST_SNAPSHOTS][landmarks.landmarks()];
    }

    record Provider(DistanceKernel.Provider kernels, KernelThreads threads) implements DistanceKernel.Provider {
        @Override
        public String name() {
            return kernels.name();
        }

        @Override
        public LandmarkPrecision precision() {
            return kernels.precision();
        }

        @Override
        public LandmarkAmplitudes arrange(LandmarkAmplitudes landmarks) {
            return kernels.arrange(landmarks);
        }

        @Override
        public long heapBytes(int samples, int classes, int landmarks) {
            return kernels.heapBytes(samples, classes, landmarks);
        }

        @Override
        public DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor) {
            DistanceKernel[] each = new DistanceKernel[threads.count()];
            for (int t = 0; t < each.length; t++) {
                each[t] = kernels.kernel(landmarks, floor);
            }
            return new DividedKernel(threads, each, landmarks);
        }
    }

    @Override
    public void accumulate(float[] chunk, int from, int first, int samples, double[] target) {
        oneSnapshot[0] = chunk;
        oneSums[0] = target;
        accumulate(oneSnapshot, 1, from, first, samples, oneSums);
    }

    @Override
    public void accumulate(float[][] chunks, int together, int from, int first, int samples, double[][] target) {
        amplitudes = chunks;
        sums = target;
        snapshots = together;
        at = from;
        firstSample = first;
        count = samples;
        parts = Math.min(samples, threads.shares((long) together * samples * classes * landmarks));
        if (parts == 1 || !threads.run(this, parts)) {
            kernels[0].accumulate(chunks, together, from, first, samples, target);
            return;
        }
        for (int part = 1; part < parts; part++) {
            for (int s = 0; s < together; s++) {
                double[] theirs = partial[part][s];
                for (int j = 0; j < landmarks; j++) {
                    target[s][j] += theirs[j];
                }
            }
        }
    }

    @Override
    public void run(int part) {
        int from = (int) ((long) count * part / parts);
        int to = (int) ((long) count * (part + 1) / parts);
        double[][] target = part == 0 ? sums : partial[part];
        for (int s = 0; part > 0 && s < snapshots; s++) {
            Arrays.fill(target[s], 0);
        }
        kernels[part].accumulate(amplitudes, snapshots, at + from * classes, firstSample + from, to - from, target);
    }

    @Override
    public void addTerms(float[] chunk, int from, int sample, double[] total, double[] squares) {
        kernels[0].addTerms(chunk, from, sample, total, squares);
    }
}
