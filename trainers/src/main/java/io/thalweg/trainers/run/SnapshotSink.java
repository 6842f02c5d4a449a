package io.thalweg.trainers.run;

/** Where a run's snapshots go. Called on the run's own thread, training waits. */
@FunctionalInterface
public interface SnapshotSink {

    /**
     * Takes a snapshot.
     *
     * @param step optimiser steps taken so far; 0 is the untrained network
     * @param logits (samples x classes), row by row, the caller's to keep; not finite once a run has diverged
     * @return whether training should go on
     */
    Verdict accept(long step, float[] logits);

    /** The answer. */
    enum Verdict {
        CONTINUE,
        STOP
    }
}
