package io.thalweg.reference.trajectory;

import io.thalweg.geometry.Labels;
import io.thalweg.protocol.npy.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code labels.npy}: the true class of every probe sample. */
public final class LabelFile {
    private LabelFile() {}

    /**
     * Reads labels.
     *
     * @return one integer a sample, not yet checked against the number of classes
     * @throws TrajectoryException if the file is missing, or not one-dimensional, or not of an integer type
     */
    public static int[] read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new TrajectoryException(path, "missing: expected the true class of every probe sample (int, [N])");
        }
        try (NpyFile file = NpyFile.open(path)) {
            if (file.shape().size() != 1
                    || file.shape().get(0) == 0
                    || file.type().isFloatingPoint()) {
                throw new TrajectoryException(
                        path, "shape %s of %s: expected [N] of an integer type".formatted(file.shape(), file.type()));
            }
            double[] values = file.readDoubles(0, file.shape().get(0));
            int[] labels = new int[values.length];
            for (int n = 0; n < labels.length; n++) {
                labels[n] = (int) values[n];
            }
            return labels;
        }
    }

    /**
     * Checks labels against the predictions' number of classes.
     *
     * @throws TrajectoryException naming the sample whose label is out of range
     */
    public static Labels checked(Path path, int[] labels, int classes) throws TrajectoryException {
        try {
            return Labels.of(labels, classes);
        } catch (IllegalArgumentException e) {
            throw new TrajectoryException(path, String.valueOf(e.getMessage()));
        }
    }
}
