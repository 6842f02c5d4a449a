package io.thalweg.protocol.chunk;

import io.thalweg.protocol.RunId;
import java.util.Optional;

/** What reading a chunk gave. */
public sealed interface ChunkResult {
    /** The chunk is whole and its header makes sense; its predictions are checked when they are decoded. */
    record Accepted(ChunkHeader header, ChunkPayload payload) implements ChunkResult {}

    /**
     * The chunk is refused.
     *
     * @param reason why, for machines
     * @param detail why, for people: one line, free of predictions
     * @param run the run that the header names, as far as that much of it is readable
     */
    record Rejected(RejectionReason reason, String detail, Optional<RunId> run) implements ChunkResult {}
}
