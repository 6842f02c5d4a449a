package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** At which point of the healthy runs' training a snapshot is held against them. */
public enum ComparedBy {
    /** At the same fraction of the declared length. */
    @JsonProperty("fraction")
    FRACTION,
    /** The run declares no length: by step, with healthy runs that had several times fewer steps. */
    @JsonProperty("step")
    STEP
}
