package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why an alarm that stands does not advise to stop: the first that applies, in this order. */
public enum Withheld {
    /** The policy does not stop for alarms of this kind. */
    @JsonProperty("kind")
    KIND,
    /** The trainer has said that the run is over. */
    @JsonProperty("ended")
    ENDED,
    /** The alarm has not stood for enough snapshots yet. */
    @JsonProperty("consecutive")
    CONSECUTIVE,
    /** The run is too young. */
    @JsonProperty("grace")
    GRACE,
    /** As many of the experiment's runs as the policy allows were advised to stop, or their number is not known yet. */
    @JsonProperty("budget")
    BUDGET,
    /** Nothing else: it would be advised if the policy did not only observe. */
    @JsonProperty("shadow")
    SHADOW
}
