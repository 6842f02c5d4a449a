package io.thalweg.benchmarks.kernel;

import io.thalweg.geometry.LandmarkAmplitudes;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Random landmarks from flat to peaked, as float32 rows; and snapshots of the same kind. */
final class SyntheticLandmarks implements LandmarkAmplitudes {
    private static final int KINDS = 5;

    private final Shape shape;
    private final float[][] rows;

    SyntheticLandmarks(Shape shape) {
        this.shape = shape;
        this.rows = new float[shape.samples() * shape.classes()][shape.landmarks()];
        SplittableRandom random = new SplittableRandom(7);
        float[] sample = new float[shape.classes()];
        for (int j = 0; j < shape.landmarks(); j++) {
            for (int n = 0; n < shape.samples(); n++) {
                fill(sample, 0, shape.classes(), random, j % KINDS);
                for (int c = 0; c < shape.classes(); c++) {
                    rows[n * shape.classes() + c][j] = sample[c];
                }
            }
        }
    }

    /** A snapshot's amplitudes. */
    static float[] snapshot(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] amplitudes = new float[shape.samples() * shape.classes()];
        for (int n = 0; n < shape.samples(); n++) {
            fill(amplitudes, n * shape.classes(), shape.classes(), random, (int) (seed % KINDS));
        }
        return amplitudes;
    }

    /** A uniform number, squared as often as the kind says, and the row brought to length one. */
    private static void fill(float[] target, int at, int classes, SplittableRandom random, int kind) {
        double squares = 0;
        for (int c = at; c < at + classes; c++) {
            double value = 1 - random.nextDouble();
            for (int k = 0; k < kind; k++) {
                value *= value;
            }
            target[c] = (float) value;
            squares += value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int c = at; c < at + classes; c++) {
            target[c] *= scale;
        }
    }

    /** The largest error of these sums against float64, in nats per sample. */
    double largestError(float[] snapshot, double[] sums, double floor) {
        double[] exact = new double[shape.landmarks()];
        double[] affinity = new double[shape.landmarks()];
        for (int n = 0; n < shape.samples(); n++) {
            Arrays.fill(affinity, 0);
            for (int c = 0; c < shape.classes(); c++) {
                float[] row = rows[n * shape.classes() + c];
                double amplitude = snapshot[n * shape.classes() + c];
                for (int j = 0; j < affinity.length; j++) {
                    affinity[j] += amplitude * row[j];
                }
            }
            for (int j = 0; j < affinity.length; j++) {
                exact[j] -= Math.log(Math.max(affinity[j], floor));
            }
        }
        double largest = 0;
        for (int j = 0; j < exact.length; j++) {
            largest = Math.max(largest, Math.abs(exact[j] - sums[j]) / shape.samples());
        }
        return largest;
    }

    /** The largest error of a few rows of all distances. */
    static double largestError(List<float[]> snapshots, double[] distances, Shape shape, double floor) {
        double largest = 0;
        int m = snapshots.size();
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < m; j++) {
                double sum = 0;
                for (int n = 0; n < shape.samples(); n++) {
                    double affinity = 0;
                    for (int c = n * shape.classes(); c < (n + 1) * shape.classes(); c++) {
                        affinity += (double) snapshots.get(i)[c] * snapshots.get(j)[c];
                    }
                    sum -= Math.log(Math.max(affinity, floor));
                }
                largest = Math.max(largest, Math.abs(sum / shape.samples() - distances[i * m + j]));
            }
        }
        return largest;
    }

    @Override
    public int samples() {
        return shape.samples();
    }

    @Override
    public int classes() {
        return shape.classes();
    }

    @Override
    public int landmarks() {
        return shape.landmarks();
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        return rows[sample * shape.classes() + clazz];
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        throw new UnsupportedOperationException("these landmarks are float32");
    }
}
