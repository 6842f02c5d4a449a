package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;
import java.time.Instant;

/**
 * What a hook in the trainer did about an alarm.
 *
 * @param kind the alarm
 * @param step the trainer's step when it acted
 * @param action what it did, in a word or two: {@code stopped}, {@code lowered the learning rate}
 * @param at when, by the trainer's clock
 */
public record Acknowledgement(
        @JsonProperty(required = true) AlarmKind kind,
        @JsonProperty(required = true) long step,
        @JsonProperty(required = true) String action,
        @JsonProperty(required = true) Instant at) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the step is negative or the action not 1 to 256 characters
     */
    public Acknowledgement {
        Expect.that(step >= 0, "acknowledged step", step, "0 or more");
        Figures.text(action, "action", 256);
    }
}
