package io.thalweg.producer.dl4j;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Predicts the probe set with a model in training: as in inference (no dropout, running statistics instead of the
 * batch's), block by block, so that only one block's activations are held.
 */
final class ProbeEvaluation {

    private final INDArray probe;
    private final int blockSamples;
    private final long samples;

    ProbeEvaluation(INDArray probe, int blockSamples) {
        if (probe.rank() < 2 || probe.size(0) < 1) {
            throw new IllegalArgumentException("probe has the shape " + probe.shapeInfoToString()
                    + "; expected samples along the first of two axes or more");
        }
        if (blockSamples < 1) {
            throw new IllegalArgumentException("blockSamples is " + blockSamples + "; expected at least 1");
        }
        this.probe = probe;
        this.blockSamples = blockSamples;
        this.samples = probe.size(0);
    }

    /** The first output of the model, (samples x classes) row by row. */
    float[] predict(Model model) {
        float[] rows = new float[0];
        for (long first = 0; first < samples; first += blockSamples) {
            long end = Math.min(first + blockSamples, samples);
            // The view would be written to by layers that work in place.
            INDArray block = probe.get(NDArrayIndex.interval(first, end)).dup();
            float[] values =
                    output(model, block).castTo(DataType.FLOAT).dup('c').data().asFloat();
            if (rows.length == 0) {
                rows = new float[Math.toIntExact(values.length / (end - first) * samples)];
            }
            System.arraycopy(values, 0, rows, Math.toIntExact(values.length / (end - first) * first), values.length);
        }
        return rows;
    }

    private static INDArray output(Model model, INDArray block) {
        if (model instanceof MultiLayerNetwork network) {
            return network.output(block, false);
        }
        if (model instanceof ComputationGraph graph) {
            return graph.output(false, block)[0];
        }
        throw new IllegalArgumentException(
                "model is a " + model.getClass().getName() + "; expected a MultiLayerNetwork or a ComputationGraph");
    }
}
