package io.thalweg.reference.trajectory;

import io.thalweg.protocol.npy.NpyFile;
import io.thalweg.reference.trajectory.RecordedRun.NonFinite;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks every row of a run's file: is it a probability vector? */
final class RunChecker {
    /** Above what float16 amplitudes leave (9.8e-4 at worst), below any real mistake. */
    static final double ROW_SUM_TOLERANCE = 2e-3;

    /** What fits in arrays of doubles with room to spare. */
    private static final long LARGEST_SNAPSHOT = 1L << 28;

    private static final int VALUES_AT_ONCE = 1 << 17;

    private final NpyFile file;
    private final int checkpoints;
    private final int samples;
    private final int classes;

    private RunChecker(NpyFile file) {
        this.file = file;
        this.checkpoints = file.shape().get(0);
        this.samples = file.shape().get(1);
        this.classes = file.shape().get(2);
    }

    /**
     * Reads the whole file once.
     *
     * @param samples the number of labels
     * @return the first non-finite value; what follows it is not looked at
     * @throws TrajectoryException naming file, checkpoint, row and value that is not a probability vector
     */
    static Optional<NonFinite> check(NpyFile file, int samples) throws IOException {
        List<Integer> shape = file.shape();
        if (shape.size() != 3 || shape.contains(0)) {
            throw new TrajectoryException(
                    file.path(), "shape %s: expected [checkpoints, samples, classes], none empty".formatted(shape));
        }
        if (!file.type().isFloatingPoint()) {
            throw new TrajectoryException(
                    file.path(), "type %s: expected float32 or float64 probabilities".formatted(file.type()));
        }
        if (shape.get(1) != samples) {
            throw new TrajectoryException(
                    file.path(), "%d samples: expected %d, one a label".formatted(shape.get(1), samples));
        }
        if (shape.get(2) < 2) {
            throw new TrajectoryException(file.path(), "%d class: expected at least 2".formatted(shape.get(2)));
        }
        if ((long) shape.get(1) * shape.get(2) > LARGEST_SNAPSHOT) {
            throw new TrajectoryException(
                    file.path(),
                    "%d samples x %d classes: expected at most 2^28 values a checkpoint"
                            .formatted(shape.get(1), shape.get(2)));
        }
        return new RunChecker(file).check();
    }

    private Optional<NonFinite> check() throws IOException {
        int rowsAtOnce = Math.max(1, VALUES_AT_ONCE / classes);
        for (int t = 0; t < checkpoints; t++) {
            for (int first = 0; first < samples; first += rowsAtOnce) {
                Optional<NonFinite> found = checkRows(t, first, Math.min(rowsAtOnce, samples - first));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<NonFinite> checkRows(int checkpoint, int first, int count) throws IOException {
        long from = ((long) checkpoint * samples + first) * classes;
        double[] values = file.readDoubles(from, count * classes);
        for (int n = 0; n < count; n++) {
            Optional<NonFinite> found =
                    checkRow(Arrays.copyOfRange(values, n * classes, (n + 1) * classes), checkpoint, first + n);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<NonFinite> checkRow(double[] row, int checkpoint, int sample) throws TrajectoryException {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double value = row[c];
            if (!Double.isFinite(value)) {
                return Optional.of(new NonFinite(checkpoint, sample, c, value));
            }
            if (value < 0) {
                throw new TrajectoryException(
                        file.path(),
                        "checkpoint %d, row %d, class %d is %s: expected a probability (softmax output, not logits)"
                                .formatted(checkpoint, sample, c, value));
            }
            sum += value;
        }
        if (Math.abs(sum - 1) > ROW_SUM_TOLERANCE) {
            throw new TrajectoryException(
                    file.path(),
                    "checkpoint %d, row %d sums to %s: expected 1 (within %s)"
                            .formatted(checkpoint, sample, sum, ROW_SUM_TOLERANCE));
        }
        return Optional.empty();
    }
}
