package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a run is like any reference configuration. */
public enum Familiarity {
    /** As near to one of them as one more run of a reference configuration would be. */
    @JsonProperty("familiar")
    FAMILIAR,
    /** Farther than that from all of them, but no farther than healthy runs of new configurations are: no alarm. */
    @JsonProperty("unfamiliar")
    UNFAMILIAR,
    /** Farther than healthy runs are: an alarm of distance stands. */
    @JsonProperty("off")
    OFF
}
