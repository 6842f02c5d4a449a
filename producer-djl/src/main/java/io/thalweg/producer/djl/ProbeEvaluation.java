package io.thalweg.producer.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.Trainer;

/**
 * Predicts the probe set with a model in training: in evaluation mode (no dropout, running statistics instead of the
 * batch's), block by block, so that the engine never holds more than one block's activations.
 */
final class ProbeEvaluation {

    private final NDList probe;
    private final int blockSamples;
    private final long samples;

    ProbeEvaluation(NDList probe, int blockSamples) {
        if (probe.isEmpty()) {
            throw new IllegalArgumentException("probe has no arrays");
        }
        if (blockSamples < 1) {
            throw new IllegalArgumentException("blockSamples is " + blockSamples + "; expected at least 1");
        }
        this.probe = probe;
        this.blockSamples = blockSamples;
        this.samples = probe.get(0).getShape().get(0);
    }

    /** The first output of the model, (samples x classes) row by row. */
    float[] predict(Trainer trainer) {
        float[] rows = new float[0];
        for (long first = 0; first < samples; first += blockSamples) {
            long end = Math.min(first + blockSamples, samples);
            float[] block = predict(trainer, first, end);
            if (rows.length == 0) {
                rows = new float[Math.toIntExact(block.length / (end - first) * samples)];
            }
            System.arraycopy(block, 0, rows, Math.toIntExact(block.length / (end - first) * first), block.length);
        }
        return rows;
    }

    private float[] predict(Trainer trainer, long first, long end) {
        try (NDManager scratch = trainer.getManager().newSubManager()) {
            NDList block = new NDList();
            for (NDArray input : probe) {
                NDArray part = input.get(new NDIndex("{}:{}", first, end));
                part.attach(scratch);
                block.add(part);
            }
            NDArray output = trainer.evaluate(block).get(0);
            output.attach(scratch);
            return output.toType(DataType.FLOAT32, false).toFloatArray();
        }
    }
}
