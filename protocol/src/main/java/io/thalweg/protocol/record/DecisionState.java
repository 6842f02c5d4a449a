package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a decision says about its alarm. */
public enum DecisionState {
    @JsonProperty("raised")
    RAISED,
    /** The alarm still stands and the policy's answer to it has changed: the stop is advised now, or withheld for another reason. */
    @JsonProperty("reconsidered")
    RECONSIDERED,
    @JsonProperty("cleared")
    CLEARED,
    /** A hook in the trainer has acted; {@link DecisionRecord#action} says how. */
    @JsonProperty("acknowledged")
    ACKNOWLEDGED
}
