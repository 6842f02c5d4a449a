package io.thalweg.benchmarks.faults;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.LabelledImages;
import io.thalweg.trainers.run.Checkpoints;
import io.thalweg.trainers.run.RunSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The reference's smallest configuration, {@code linear-momentum}, in plain loops: a real network whose run on the digits takes a
 * tenth of a second and no PyTorch. With {@code shiftFrom} its labels are shifted by one from that share of its steps on, as the
 * trainers' failure {@code labels-shifted} does.
 */
final class SoftmaxRegression {
    private static final float LEARNING_RATE = 0.1f;
    private static final float MOMENTUM = 0.9f;
    private static final int BATCH = 32;

    private final DataSet data;
    private final SplittableRandom random;
    private final int pixels;
    private final int classes;
    private final float[] weights;
    private final float[] velocity;

    SoftmaxRegression(DataSet data, long seed) {
        this.data = data;
        this.random = new SplittableRandom(seed);
        this.pixels = data.shape().pixels();
        this.classes = data.shape().classes();
        this.weights = new float[(pixels + 1) * classes];
        this.velocity = new float[weights.length];
        double widest = Math.sqrt(6.0 / (pixels + classes));
        for (int i = 0; i < pixels * classes; i++) {
            weights[i] = (float) random.nextDouble(-widest, widest);
        }
    }

    /** The probe set's probabilities at each of the default checkpoints. */
    List<float[]> train(double shiftFrom) {
        long[] steps = Checkpoints.spaced(RunSpecification.DEFAULT_STEPS, RunSpecification.DEFAULT_CHECKPOINTS);
        List<float[]> snapshots = new ArrayList<>();
        for (long step = 0; snapshots.size() < steps.length; step++) {
            if (step == steps[snapshots.size()]) {
                snapshots.add(probabilities(data.probe()));
            }
            boolean shifted = step >= shiftFrom * RunSpecification.DEFAULT_STEPS;
            step(shifted ? data.training().withShiftedLabels() : data.training());
        }
        return snapshots;
    }

    private void step(LabelledImages images) {
        float[] gradient = new float[weights.length];
        float[] row = new float[classes];
        for (int b = 0; b < BATCH; b++) {
            int image = random.nextInt(images.size());
            float[] x = images.pixels(image);
            softmax(x, row);
            row[images.label(image)] -= 1;
            for (int i = 0; i <= pixels; i++) {
                float input = (i < pixels ? x[i] : 1) / BATCH;
                for (int c = 0; c < classes; c++) {
                    gradient[i * classes + c] += input * row[c];
                }
            }
        }
        for (int i = 0; i < weights.length; i++) {
            velocity[i] = MOMENTUM * velocity[i] - LEARNING_RATE * gradient[i];
            weights[i] += velocity[i];
        }
    }

    private float[] probabilities(LabelledImages images) {
        float[] all = new float[images.size() * classes];
        float[] row = new float[classes];
        for (int n = 0; n < images.size(); n++) {
            softmax(images.pixels(n), row);
            System.arraycopy(row, 0, all, n * classes, classes);
        }
        return all;
    }

    private void softmax(float[] x, float[] row) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int c = 0; c < classes; c++) {
            row[c] = weights[pixels * classes + c];
            for (int i = 0; i < pixels; i++) {
                row[c] += weights[i * classes + c] * x[i];
            }
            largest = Math.max(largest, row[c]);
        }
        float sum = 0;
        for (int c = 0; c < classes; c++) {
            row[c] = (float) Math.exp(row[c] - largest);
            sum += row[c];
        }
        for (int c = 0; c < classes; c++) {
            row[c] /= sum;
        }
    }
}
