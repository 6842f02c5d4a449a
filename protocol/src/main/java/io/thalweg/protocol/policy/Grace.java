package io.thalweg.protocol.policy;

import io.thalweg.protocol.Expect;

/**
 * How old a run must be before a stop is advised; both must be reached.
 *
 * @param steps the trainer's step
 * @param snapshots snapshots measured in this attempt
 */
public record Grace(long steps, int snapshots) {
    /** No grace. */
    public static final Grace NONE = new Grace(0, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public Grace {
        Expect.that(steps >= 0, "grace.steps", steps, "0 or more");
        Expect.that(snapshots >= 0, "grace.snapshots", snapshots, "0 or more");
    }

    /** Whether a run is still too young. */
    public boolean covers(long step, long measured) {
        return step < steps || measured < snapshots;
    }
}
