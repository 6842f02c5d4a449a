package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a run is like any reference configuration. */
public enum Familiarity {
    @JsonProperty("familiar")
    FAMILIAR,
    /** Like no reference configuration, but no farther than healthy runs of new configurations are. */
    @JsonProperty("unfamiliar")
    UNFAMILIAR,
    /** Farther than healthy runs are. */
    @JsonProperty("off")
    OFF
}
