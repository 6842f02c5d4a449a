package io.thalweg.reference;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Writes small trajectory folders. */
public final class Trajectories {
    private Trajectories() {}

    /** One value of a trajectory. */
    @FunctionalInterface
    public interface Value {
        float at(int checkpoint, int sample, int clazz);
    }

    /** Labels 0, 1, .., classes - 1, 0, .. */
    public static void labels(Path folder, int samples, int classes) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(4 * samples).order(ByteOrder.LITTLE_ENDIAN);
        for (int n = 0; n < samples; n++) {
            data.putInt(n % classes);
        }
        write(folder.resolve("labels.npy"), "<i4", "(" + samples + ",)", data.array());
    }

    /** A run that learns the labels, at a pace and with noise that depend on the seed. */
    public static void run(Path folder, String name, int checkpoints, int samples, int classes, long seed)
            throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[checkpoints * samples * classes];
        double pace = 1 + random.nextDouble();
        for (int row = 0; row < checkpoints * samples; row++) {
            double[] logits = new double[classes];
            for (int c = 0; c < classes; c++) {
                logits[c] = random.nextDouble(-0.5, 0.5);
            }
            logits[row % samples % classes] += pace * Math.floorDiv(row, samples);
            double sum = Arrays.stream(logits).map(Math::exp).sum();
            for (int c = 0; c < classes; c++) {
                values[row * classes + c] = (float) (Math.exp(logits[c]) / sum);
            }
        }
        runWith(folder, name, checkpoints, samples, classes, (t, n, c) -> values[(t * samples + n) * classes + c]);
    }

    public static void runWith(Path folder, String name, int checkpoints, int samples, int classes, Value value)
            throws IOException {
        ByteBuffer data =
                ByteBuffer.allocate(4 * checkpoints * samples * classes).order(ByteOrder.LITTLE_ENDIAN);
        for (int t = 0; t < checkpoints; t++) {
            for (int n = 0; n < samples; n++) {
                for (int c = 0; c < classes; c++) {
                    data.putFloat(value.at(t, n, c));
                }
            }
        }
        String shape = "(%d, %d, %d)".formatted(checkpoints, samples, classes);
        write(folder.resolve(name + ".npy"), "<f4", shape, data.array());
    }

    private static void write(Path file, String type, String shape, byte[] data) throws IOException {
        String header = "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(type, shape);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length() + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII)).put(data);
        Files.write(file, bytes.array());
    }
}
