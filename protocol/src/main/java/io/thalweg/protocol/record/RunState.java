package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a run is in its life, as its trainer declares it. */
public enum RunState {
    @JsonProperty("running")
    RUNNING,
    /** Came to its planned end. */
    @JsonProperty("finished")
    FINISHED,
    /** Ended early on purpose. */
    @JsonProperty("stopped")
    STOPPED,
    /** Ended by an error. */
    @JsonProperty("failed")
    FAILED;

    public boolean ended() {
        return this != RUNNING;
    }
}
