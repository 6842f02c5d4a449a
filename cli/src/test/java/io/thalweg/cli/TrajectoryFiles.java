package io.thalweg.cli;

import io.thalweg.protocol.npy.NpyWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Small folders of trajectories: 12 samples, 3 classes, labels 0, 1, 2, 0, ... */
final class TrajectoryFiles {
    static final int SAMPLES = 12;
    static final int CLASSES = 3;
    static final int CHECKPOINTS = 5;

    private TrajectoryFiles() {}

    /** Four runs of two configurations. */
    static Path folder(Path folder) throws IOException {
        Files.createDirectories(folder);
        labels(folder.resolve("labels.npy"), SAMPLES);
        run(folder.resolve("cnn.s0.npy"), 1);
        run(folder.resolve("cnn.s1.npy"), 2);
        run(folder.resolve("mlp.s0.npy"), 3);
        run(folder.resolve("mlp.s1.npy"), 4);
        return folder;
    }

    static void labels(Path file, int samples) throws IOException {
        int[] labels = new int[samples];
        for (int n = 0; n < samples; n++) {
            labels[n] = n % CLASSES;
        }
        NpyWriter.writeInts(file, labels);
    }

    /** A run that learns the labels. */
    static Path run(Path file, long seed) throws IOException {
        try (NpyWriter writer = NpyWriter.floats(file, SAMPLES, CLASSES)) {
            for (int t = 0; t < CHECKPOINTS; t++) {
                writer.append(snapshot(t, seed));
            }
        }
        return file;
    }

    /** A run whose checkpoint 3 has this value at row 2, class 1. */
    static Path runWith(Path file, float value) throws IOException {
        try (NpyWriter writer = NpyWriter.floats(file, SAMPLES, CLASSES)) {
            for (int t = 0; t < CHECKPOINTS; t++) {
                float[] snapshot = snapshot(t, 5);
                if (t == 3) {
                    snapshot[2 * CLASSES + 1] = value;
                }
                writer.append(snapshot);
            }
        }
        return file;
    }

    /** A run that never learns anything. */
    static void uniform(Path file) throws IOException {
        float[] snapshot = new float[SAMPLES * CLASSES];
        Arrays.fill(snapshot, 1f / CLASSES);
        try (NpyWriter writer = NpyWriter.floats(file, SAMPLES, CLASSES)) {
            for (int t = 0; t < CHECKPOINTS; t++) {
                writer.append(snapshot);
            }
        }
    }

    /** Puts other characters of the same number in a file's header. */
    static void forge(Path file, String text, String instead) throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        Files.writeString(file, bytes.replace(text, instead), StandardCharsets.ISO_8859_1);
    }

    static void truncate(Path file, int missing) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - missing));
    }

    static float[] snapshot(int checkpoint, long seed) {
        SplittableRandom random = new SplittableRandom(100 * seed + checkpoint);
        float[] probabilities = new float[SAMPLES * CLASSES];
        for (int n = 0; n < SAMPLES; n++) {
            double[] weights = new double[CLASSES];
            double sum = 0;
            for (int c = 0; c < CLASSES; c++) {
                double logit = random.nextDouble(-0.5, 0.5) + (c == n % CLASSES ? checkpoint * (1 + 0.1 * seed) : 0);
                weights[c] = Math.exp(logit);
                sum += weights[c];
            }
            for (int c = 0; c < CLASSES; c++) {
                probabilities[n * CLASSES + c] = (float) (weights[c] / sum);
            }
        }
        return probabilities;
    }
}
