package io.thalweg.protocol.chunk;

/** Why an input was not taken; the name is what dead letters and counters carry. */
public enum RejectionReason {
    /** Not a chunk or record of this protocol, or cut short. */
    MALFORMED,
    /** Written by a newer protocol than this reader knows. */
    UNSUPPORTED_VERSION,
    /** Header or payload differ from their checksum. */
    CHECKSUM,
    /** Larger than any record of this protocol may be. */
    OVERSIZED,
    /** The run id has forbidden characters or length. */
    BAD_RUN_ID,
    /** The record's key is not the run that its content names. */
    KEY_MISMATCH,
    /** Counts that contradict each other: no classes, samples beyond the total, sizes that overflow. */
    BAD_SHAPE,
    /** A prediction is NaN or infinite. */
    NON_FINITE,
    /** A prediction is negative or does not sum to one. */
    UNNORMALISED,
    /** No manifold for this probe set is loaded. */
    UNKNOWN_PROBE_SET,
    /** The probe set is known, with other numbers of samples or classes. */
    SHAPE_MISMATCH,
    /** A later attempt of the run has been seen. */
    STALE_ATTEMPT,
    /** A later step of the run has been completed. */
    STALE_STEP,
    /** This chunk was already counted. */
    DUPLICATE,
    /** The snapshot was given up before enough of its chunks came. */
    INCOMPLETE,
    /** Too many, too long or too large tags. */
    BAD_TAGS,
    /** More runs than the processor is configured to follow. */
    TOO_MANY_RUNS,
    /** More runs at once than one producer may have. */
    PRODUCER_RUNS,
    /** More bytes a second than one producer may send. */
    PRODUCER_RATE,
    /** A fault of the processor itself. */
    INTERNAL
}
