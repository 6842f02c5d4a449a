package io.thalweg.protocol.manifold;

import io.thalweg.geometry.ReferenceManifold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sizes that every tensor of a manifold file follows from.
 *
 * @param samples N
 * @param classes C
 * @param landmarks m
 * @param axes K
 * @param checkpoints of all reference runs together, T
 * @param precision of the landmarks' amplitudes
 */
record ManifoldShape(long samples, long classes, long landmarks, long axes, long checkpoints, Precision precision) {
    static final String LANDMARKS = "landmarks";
    static final String LABELS = "labels";
    static final String EIGENVALUES = "eigenvalues";
    static final String PROJECTION = "projection";
    static final String COLUMN_MEANS = "column_means";
    static final String COORDINATES = "coordinates";
    static final String RUN = "runs.run";
    static final String INDEX = "runs.index";
    static final String STEP = "runs.step";
    static final String PROGRESS = "runs.progress";
    static final String OFF_MANIFOLD = "runs.off_manifold";
    static final String TO_TRUTH = "runs.to_truth";
    static final String TO_IGNORANCE = "runs.to_ignorance";
    static final String RUN_COORDINATES = "runs.coordinates";

    ManifoldShape {
        if (samples < 1 || classes < 2 || landmarks < 1 || axes < 1 || checkpoints < 0) {
            throw new IllegalArgumentException(
                    "%d samples, %d classes, %d landmarks, %d axes, %d checkpoints: expected at least 1, 2, 1, 1, 0"
                            .formatted(samples, classes, landmarks, axes, checkpoints));
        }
        if (samples > Integer.MAX_VALUE || classes * (double) landmarks * Double.BYTES > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "%d samples, %d classes x %d landmarks: expected at most 2^31 - 1 samples, each of less than 2 GiB"
                            .formatted(samples, classes, landmarks));
        }
    }

    static ManifoldShape of(ReferenceManifold manifold, Precision precision) {
        return new ManifoldShape(
                manifold.labels().samples(),
                manifold.labels().classes(),
                manifold.landmarks().size(),
                manifold.embedding().axes(),
                manifold.runs().stream()
                        .mapToLong(run -> run.checkpoints().size())
                        .sum(),
                precision);
    }

    /**
     * From the tensors that a file declares.
     *
     * @throws IllegalArgumentException naming the first tensor that is missing or does not fit the others
     */
    static ManifoldShape of(Map<String, Tensor> declared) {
        Tensor landmarks = required(declared, LANDMARKS, 3);
        ManifoldShape shape = new ManifoldShape(
                landmarks.shape().get(0),
                landmarks.shape().get(1),
                landmarks.shape().get(2),
                required(declared, COORDINATES, 2).shape().get(1),
                required(declared, STEP, 1).shape().get(0),
                precisionOf(landmarks));
        for (Tensor expected : shape.tensors()) {
            Tensor found = required(declared, expected.name(), expected.shape().size());
            if (found.type() != expected.type() || !found.shape().equals(expected.shape())) {
                throw new IllegalArgumentException("tensor '%s' is %s %s: expected %s %s"
                        .formatted(found.name(), found.type(), found.shape(), expected.type(), expected.shape()));
            }
        }
        return shape;
    }

    /**
     * All tensors in the order in which they are written: elements of eight bytes first, so that everything is aligned
     * without gaps, which safetensors forbids.
     */
    List<Tensor> tensors() {
        List<Tensor> tensors = new ArrayList<>();
        append(tensors, COLUMN_MEANS, TensorType.F64, landmarks);
        append(tensors, COORDINATES, TensorType.F64, landmarks, axes);
        append(tensors, EIGENVALUES, TensorType.F64, landmarks);
        append(tensors, PROJECTION, TensorType.F64, axes, landmarks);
        append(tensors, RUN_COORDINATES, TensorType.F64, checkpoints, axes);
        append(tensors, OFF_MANIFOLD, TensorType.F64, checkpoints);
        append(tensors, PROGRESS, TensorType.F64, checkpoints);
        append(tensors, STEP, TensorType.I64, checkpoints);
        append(tensors, TO_IGNORANCE, TensorType.F64, checkpoints);
        append(tensors, TO_TRUTH, TensorType.F64, checkpoints);
        append(tensors, LANDMARKS, precision.type(), samples, classes, landmarks);
        append(tensors, LABELS, TensorType.I32, samples);
        append(tensors, INDEX, TensorType.I32, checkpoints);
        append(tensors, RUN, TensorType.I32, checkpoints);
        return tensors;
    }

    static Map<String, Tensor> byName(List<Tensor> tensors) {
        return tensors.stream().collect(Collectors.toMap(Tensor::name, Function.identity()));
    }

    private static void append(List<Tensor> tensors, String name, TensorType type, long... shape) {
        long begin = tensors.isEmpty() ? 0 : tensors.get(tensors.size() - 1).end();
        tensors.add(Tensor.at(begin, name, type, shape));
    }

    private static Tensor required(Map<String, Tensor> declared, String name, int dimensions) {
        Tensor tensor = declared.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there is no tensor '%s'".formatted(name));
        }
        if (tensor.shape().size() != dimensions) {
            throw new IllegalArgumentException(
                    "tensor '%s' is of shape %s: expected %d dimensions".formatted(name, tensor.shape(), dimensions));
        }
        return tensor;
    }

    private static Precision precisionOf(Tensor landmarks) {
        return switch (landmarks.type()) {
            case F64 -> Precision.FLOAT64;
            case F32 -> Precision.FLOAT32;
            case I64, I32 ->
                throw new IllegalArgumentException(
                        "tensor 'landmarks' is %s: expected F64 or F32".formatted(landmarks.type()));
        };
    }
}
