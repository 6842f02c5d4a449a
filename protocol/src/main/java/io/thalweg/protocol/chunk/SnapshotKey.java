package io.thalweg.protocol.chunk;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;

/**
 * Which snapshot.
 *
 * @param run the run
 * @param attempt 0 for the first start of the run; a higher attempt supersedes a lower one
 * @param step the trainer's step; must rise within an attempt
 * @param probeSet the samples on which the predictions were made
 */
public record SnapshotKey(RunId run, int attempt, long step, ProbeSetId probeSet) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when attempt or step are negative
     */
    public SnapshotKey {
        Expect.that(attempt >= 0, "attempt", attempt, "0 or more");
        Expect.that(step >= 0, "step", step, "0 or more");
    }
}
