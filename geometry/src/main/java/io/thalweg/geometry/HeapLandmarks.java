package io.thalweg.geometry;

import java.util.List;

/** Landmarks on the heap: double rows as given and, made once, the float32 rows that the kernels read. */
public final class HeapLandmarks implements LandmarkAmplitudes {
    private final int samples;
    private final int classes;
    private final int landmarks;
    private final double[][] rows;
    private final float[][] floatRows;

    private HeapLandmarks(int samples, int classes, int landmarks, double[][] rows) {
        this.samples = samples;
        this.classes = classes;
        this.landmarks = landmarks;
        this.rows = rows;
        this.floatRows = new float[rows.length][landmarks];
        for (int r = 0; r < rows.length; r++) {
            for (int j = 0; j < landmarks; j++) {
                floatRows[r][j] = (float) rows[r][j];
            }
        }
    }

    /**
     * From snapshots.
     *
     * @param landmarks at least one, all of one shape
     * @throws IllegalArgumentException if there is none or the shapes differ
     */
    public static HeapLandmarks of(List<Snapshot> landmarks) {
        if (landmarks.isEmpty()) {
            throw new IllegalArgumentException("no landmarks: expected at least one");
        }
        Snapshot first = landmarks.get(0);
        landmarks.forEach(first::requireSameShape);
        double[][] rows = new double[first.samples() * first.classes()][landmarks.size()];
        for (int r = 0; r < rows.length; r++) {
            for (int j = 0; j < landmarks.size(); j++) {
                rows[r][j] = landmarks.get(j).amplitude(r / first.classes(), r % first.classes());
            }
        }
        return new HeapLandmarks(first.samples(), first.classes(), landmarks.size(), rows);
    }

    @Override
    public int samples() {
        return samples;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public int landmarks() {
        return landmarks;
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        return floatRows[sample * classes + clazz];
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        return rows[sample * classes + clazz];
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        return floatRows[sample * classes + clazz][landmark];
    }
}
