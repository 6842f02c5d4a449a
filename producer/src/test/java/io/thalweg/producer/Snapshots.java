package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded predictions for the tests, and what the service makes of their chunks. */
final class Snapshots {
    private Snapshots() {}

    static ProbeSet probeSet(int samples, int classes) {
        SplittableRandom random = new SplittableRandom(1);
        return ProbeSet.of(random.ints(samples, 0, classes).toArray(), classes);
    }

    static float[] logits(ProbeSet probeSet, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] logits = new float[probeSet.samples() * probeSet.classes()];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) random.nextDouble(-8, 8);
        }
        return logits;
    }

    /** The softmax of {@link #logits}, in double precision. */
    static float[] probabilities(ProbeSet probeSet, long seed) {
        return softmax(logits(probeSet, seed), probeSet.classes());
    }

    static float[] softmax(float[] logits, int classes) {
        float[] probabilities = new float[logits.length];
        for (int row = 0; row < logits.length; row += classes) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[row + c]);
            }
            for (int c = 0; c < classes; c++) {
                probabilities[row + c] = (float) (Math.exp(logits[row + c]) / sum);
            }
        }
        return probabilities;
    }

    static ChunkResult.Accepted accepted(byte[] chunk) {
        return assertInstanceOf(ChunkResult.Accepted.class, ChunkReader.read(chunk));
    }

    /** The amplitudes of a snapshot's chunks, in the order of the samples. */
    static float[] amplitudes(List<byte[]> chunks) {
        ChunkResult.Accepted any = accepted(chunks.get(0));
        int classes = any.header().classes();
        float[] all = new float[any.header().totalSamples() * classes];
        for (byte[] chunk : chunks) {
            ChunkResult.Accepted accepted = accepted(chunk);
            float[] part = new float[accepted.payload().values()];
            accepted.payload().amplitudes(part);
            System.arraycopy(part, 0, all, accepted.header().firstSample() * classes, part.length);
        }
        return all;
    }

    static float[] roots(float[] probabilities) {
        float[] roots = new float[probabilities.length];
        for (int i = 0; i < roots.length; i++) {
            roots[i] = (float) Math.sqrt(probabilities[i]);
        }
        return roots;
    }
}
