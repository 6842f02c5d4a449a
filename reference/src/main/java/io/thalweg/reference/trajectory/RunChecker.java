package io.thalweg.reference.trajectory;

import io.thalweg.protocol.npy.NpyFile;
import io.thalweg.reference.trajectory.RecordedRun.NonFinite;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Checks every row of a run's file: is it a probability vector? */
final class RunChecker {
    /** Above what float16 amplitudes leave (9.8e-4 at worst), below any real mistake. */
    static final double ROW_SUM_TOLERANCE = 2e-3;

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
        return new RunChecker(file).check();
    }

    private Optional<NonFinite> check() throws IOException {
        for (int t = 0; t < checkpoints; t++) {
            long size = (long) samples * classes;
            double[] values = file.readDoubles(t * size, Math.toIntExact(size));
            for (int n = 0; n < samples; n++) {
                Optional<NonFinite> found = checkRow(values, t, n);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<NonFinite> checkRow(double[] values, int checkpoint, int sample) throws TrajectoryException {
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            double value = values[sample * classes + c];
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
