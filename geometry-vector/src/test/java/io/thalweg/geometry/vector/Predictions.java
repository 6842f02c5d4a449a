package io.thalweg.geometry.vector;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded predictions as float32 amplitudes, and a float64 oracle on the very same numbers. */
final class Predictions {
    /** Of the logits: exactly flat, nearly flat, usual, confident, and so sharp that most probabilities are exactly zero. */
    static final double[] SHARPNESS = {0, 0.05, 2, 12, 900};

    private Predictions() {}

    static float[] snapshot(SplittableRandom random, int samples, int classes, double sharpness) {
        float[] amplitudes = new float[samples * classes];
        double[] logits = new double[classes];
        for (int n = 0; n < samples; n++) {
            double largest = 0;
            for (int c = 0; c < classes; c++) {
                logits[c] = sharpness * random.nextDouble();
                largest = Math.max(largest, logits[c]);
            }
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                logits[c] = Math.exp(logits[c] - largest);
                sum += logits[c];
            }
            for (int c = 0; c < classes; c++) {
                amplitudes[n * classes + c] = (float) Math.sqrt((float) (logits[c] / sum));
            }
        }
        return amplitudes;
    }

    /** Landmarks that take turns in sharpness. */
    static FloatRows landmarks(SplittableRandom random, int samples, int classes, int landmarks) {
        float[][] rows = new float[samples * classes][landmarks];
        for (int j = 0; j < landmarks; j++) {
            float[] one = snapshot(random, samples, classes, SHARPNESS[j % SHARPNESS.length]);
            for (int r = 0; r < rows.length; r++) {
                rows[r][j] = one[r];
            }
        }
        return new FloatRows(rows, samples, classes, landmarks);
    }

    /** d_B to every landmark, one logarithm a sample. */
    static double[] distances(float[] amplitudes, LandmarkAmplitudes landmarks, double floor) {
        int m = landmarks.landmarks();
        double[] distances = new double[m];
        double[] affinity = new double[m];
        float[] scratch = new float[m];
        for (int n = 0; n < landmarks.samples(); n++) {
            Arrays.fill(affinity, 0);
            for (int c = 0; c < landmarks.classes(); c++) {
                float[] row = landmarks.row(n, c, scratch);
                double p = amplitudes[n * landmarks.classes() + c];
                for (int j = 0; j < m; j++) {
                    affinity[j] += p * row[j];
                }
            }
            for (int j = 0; j < m; j++) {
                distances[j] -= Math.log(Math.max(affinity[j], floor)) / landmarks.samples();
            }
        }
        return distances;
    }

    /** Landmarks that are float32 to begin with. */
    static final class FloatRows implements LandmarkAmplitudes {
        private final float[][] rows;
        private final int samples;
        private final int classes;
        private final int landmarks;

        FloatRows(float[][] rows, int samples, int classes, int landmarks) {
            this.rows = rows;
            this.samples = samples;
            this.classes = classes;
            this.landmarks = landmarks;
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
            return rows[sample * classes + clazz];
        }

        @Override
        public double[] row(int sample, int clazz, double[] scratch) {
            float[] row = rows[sample * classes + clazz];
            for (int j = 0; j < landmarks; j++) {
                scratch[j] = row[j];
            }
            return scratch;
        }
    }
}
