package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;

/**
 * What one thread needs to fold parts of batches: a kernel with its own scratch space, and room for the amplitudes of a part. Grows
 * with the parts; used again and again.
 */
final class BatchScratch {
    private final SnapshotAccumulator accumulator;
    private final float[][] amplitudes = new float[Batch.MOST][0];
    private final SnapshotSums[] sums = new SnapshotSums[Batch.MOST];

    BatchScratch(SnapshotAccumulator accumulator) {
        this.accumulator = accumulator;
    }

    /** Where the amplitudes of a part's {@code place}-th chunk go. */
    float[] amplitudes(int place, int values) {
        if (amplitudes[place].length < values) {
            amplitudes[place] = new float[values];
        }
        return amplitudes[place];
    }

    /** Where the {@code place}-th chunk is summed. */
    void sum(int place, SnapshotSums target) {
        sums[place] = target;
    }

    /** Folds so many chunks, whose amplitudes are here. */
    void fold(int chunks, int firstSample, int samples) {
        accumulator.add(amplitudes, chunks, firstSample, samples, sums);
    }
}
