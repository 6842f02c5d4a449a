package io.thalweg.benchmarks.kernel;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Landmarks from flat to so peaked that most amplitudes are zero and affinities meet the floor, as float32 rows; and snapshots
 * of the same kinds. Made sample by sample, and kept if that does not take too much memory.
 */
final class SyntheticLandmarks implements LandmarkAmplitudes {
    static final int KINDS = 5;
    private static final int PEAKED = KINDS - 1;
    private static final float SMALLEST = 1e-3f;
    private static final long SEED = 7;
    private static final long MOST_KEPT = 1 << 28;

    private final Shape shape;
    private final boolean keeps;
    private final float[][] rows;
    private int made = -1;

    SyntheticLandmarks(Shape shape) {
        this.shape = shape;
        this.keeps = shape.amplitudes() <= MOST_KEPT;
        this.rows = new float[(keeps ? shape.samples() : 1) * shape.classes()][shape.landmarks()];
        for (int n = 0; keeps && n < shape.samples(); n++) {
            make(n, n * shape.classes());
        }
    }

    private void make(int sample, int firstRow) {
        SplittableRandom random = new SplittableRandom(SEED + sample);
        float[] predicted = new float[shape.classes()];
        for (int j = 0; j < shape.landmarks(); j++) {
            fill(predicted, 0, shape.classes(), random, j % KINDS);
            for (int c = 0; c < predicted.length; c++) {
                rows[firstRow + c][j] = predicted[c];
            }
        }
    }

    /** A snapshot's amplitudes; seeds that follow each other give all kinds. */
    static float[] snapshot(Shape shape, int seed) {
        SplittableRandom random = new SplittableRandom(-1 - seed);
        float[] amplitudes = new float[shape.samples() * shape.classes()];
        for (int n = 0; n < shape.samples(); n++) {
            fill(amplitudes, n * shape.classes(), shape.classes(), random, seed % KINDS);
        }
        return amplitudes;
    }

    /** Ones, or uniform numbers squared as often as the kind says; and the row brought to length one. */
    private static void fill(float[] target, int at, int classes, SplittableRandom random, int kind) {
        double squares = 0;
        for (int c = at; c < at + classes; c++) {
            double value = kind == 0 ? 1 : 1 - random.nextDouble();
            for (int k = 1; k < kind; k++) {
                value *= value;
            }
            target[c] = kind == PEAKED && value < SMALLEST ? 0 : (float) value;
            squares += value * value;
        }
        float scale = (float) (1 / Math.sqrt(squares));
        for (int c = at; c < at + classes; c++) {
            target[c] *= scale;
        }
    }

    /** The largest error of these sums of several snapshots against float64, in nats per sample. */
    double largestError(float[][] snapshots, double[][] sums, double floor) {
        double[][] exact = new double[snapshots.length][shape.landmarks()];
        double[] affinity = new double[shape.landmarks()];
        for (int n = 0; n < shape.samples(); n++) {
            for (int s = 0; s < snapshots.length; s++) {
                Arrays.fill(affinity, 0);
                for (int c = 0; c < shape.classes(); c++) {
                    float[] row = row(n, c, new float[0]);
                    double amplitude = snapshots[s][n * shape.classes() + c];
                    for (int j = 0; j < affinity.length; j++) {
                        affinity[j] += amplitude * row[j];
                    }
                }
                for (int j = 0; j < affinity.length; j++) {
                    exact[s][j] -= Math.log(Math.max(affinity[j], floor));
                }
            }
        }
        double largest = 0;
        for (int s = 0; s < snapshots.length; s++) {
            for (int j = 0; j < shape.landmarks(); j++) {
                largest = Math.max(largest, Math.abs(exact[s][j] - sums[s][j]) / shape.samples());
            }
        }
        return largest;
    }

    /** As many snapshots as there are landmarks. */
    static List<Snapshot> snapshots(Shape shape) {
        List<Snapshot> snapshots = new ArrayList<>();
        for (int j = 0; j < shape.landmarks(); j++) {
            float[] amplitudes = snapshot(shape, j);
            double[] doubles = new double[amplitudes.length];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = amplitudes[i];
            }
            snapshots.add(Snapshot.ofAmplitudes(shape.samples(), shape.classes(), doubles));
        }
        return snapshots;
    }

    /** The largest error of a few rows of all distances. */
    static double largestError(List<Snapshot> snapshots, double[] distances, double floor) {
        double largest = 0;
        int m = snapshots.size();
        for (int i = 0; i < KINDS; i++) {
            for (int j = i + 1; j < m; j++) {
                double exact = Divergence.BHATTACHARYYA.between(snapshots.get(i), snapshots.get(j), floor);
                largest = Math.max(largest, Math.abs(exact - distances[i * m + j]));
            }
        }
        return largest;
    }

    Shape shape() {
        return shape;
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
        if (keeps) {
            return rows[sample * shape.classes() + clazz];
        }
        if (made != sample) {
            make(sample, 0);
            made = sample;
        }
        return rows[clazz];
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        throw new UnsupportedOperationException("these landmarks are float32");
    }
}
