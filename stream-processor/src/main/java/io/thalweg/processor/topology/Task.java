package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunTracker;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What one stream task works with: everything but the settings belongs to one partition and one thread.
 *
 * @param settings what the topology was told
 * @param manifolds what snapshots are measured against
 * @param observer hears what happens
 * @param clock the wall clock
 * @param tracker what follows from what happens to a run
 * @param ledger the runs
 * @param pending the unfinished snapshots
 * @param predictions the predictions of snapshots on their way
 * @param workbenches scratch space of the threads
 * @param rejections what is not taken
 * @param outbox what leaves
 */
record Task(
        TopologySettings settings,
        ManifoldCatalogue manifolds,
        TopologyObserver observer,
        InstantSource clock,
        RunTracker tracker,
        RunLedger ledger,
        PendingSnapshots pending,
        PassingPredictions predictions,
        Workbenches workbenches,
        Rejections rejections,
        Outbox outbox) {
    /** Of the thread that asks: tasks of one thread share it. */
    Workbench workbench() {
        return workbenches.ofThisThread();
    }

    Instant now() {
        return clock.instant();
    }
}
