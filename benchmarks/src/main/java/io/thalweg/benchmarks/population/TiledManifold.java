package io.thalweg.benchmarks.population;

import io.thalweg.geometry.Labels;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.ReferenceManifold;

/**
 * A manifold whose probe samples are those of another one over and over, up to a number: sample n is the original's n modulo
 * its size. As d_B is a mean over samples, distances change by no more than the part of a round that is left over.
 */
record TiledManifold(LandmarkAmplitudes original, int samples) implements LandmarkAmplitudes {
    static ReferenceManifold of(ReferenceManifold original, int samples) {
        int[] labels = new int[samples];
        for (int n = 0; n < samples; n++) {
            labels[n] = original.labels().label(n % original.labels().samples());
        }
        return new ReferenceManifold(
                Labels.of(labels, original.labels().classes()),
                original.floor(),
                original.landmarks(),
                new TiledManifold(original.amplitudes(), samples),
                original.embedding(),
                original.runs());
    }

    /** Rows of a snapshot, repeated in the same way. */
    static float[] rows(float[] original, int classes, int samples) {
        float[] rows = new float[samples * classes];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = original[i % original.length];
        }
        return rows;
    }

    @Override
    public int classes() {
        return original.classes();
    }

    @Override
    public int landmarks() {
        return original.landmarks();
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        return original.row(sample % original.samples(), clazz, scratch);
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        return original.row(sample % original.samples(), clazz, scratch);
    }
}
