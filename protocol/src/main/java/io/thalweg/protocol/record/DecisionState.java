package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a decision says about its alarm. */
public enum DecisionState {
    @JsonProperty("raised")
    RAISED,
    @JsonProperty("cleared")
    CLEARED,
    /** A hook in the trainer has acted; {@link DecisionRecord#action} says how. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED
}
