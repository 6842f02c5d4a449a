package io.thalweg.protocol.manifold;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.io.IOException;

/** Landmarks of a file with their float32 rows copied to the heap; exact rows still come from the file. */
final class FloatRows implements LandmarkAmplitudes {
    private final LandmarkAmplitudes stored;
    private final float[][] rows;

    private FloatRows(LandmarkAmplitudes stored, float[][] rows) {
        this.stored = stored;
        this.rows = rows;
    }

    static FloatRows of(MappedLandmarks stored) throws IOException {
        return new FloatRows(stored, stored.floatRows());
    }

    @Override
    public int samples() {
        return stored.samples();
    }

    @Override
    public int classes() {
        return stored.classes();
    }

    @Override
    public int landmarks() {
        return stored.landmarks();
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        return rows[sample * stored.classes() + clazz];
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        return stored.row(sample, clazz, scratch);
    }

    @Override
    public float amplitude(int sample, int clazz, int landmark) {
        return rows[sample * stored.classes() + clazz][landmark];
    }
}
