package io.thalweg.processor.live;

import java.time.Instant;

/**
 * Since when an alarm stands.
 *
 * @param step the step at which it was raised
 * @param at when that was decided
 */
public record AlarmSince(long step, Instant at) {}
