package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.chunk.PayloadCheck;

/** What decoding and folding a chunk gave. */
sealed interface FoldedChunk {
    /**
     * Its sums.
     *
     * @param sums good until the next chunk is folded
     * @param nanos time that threads spent on it, its share where several were folded together
     */
    record Folded(SnapshotSums sums, long nanos) implements FoldedChunk {}

    /** Its predictions must not be used. */
    record Unusable(PayloadCheck check) implements FoldedChunk {}
}
