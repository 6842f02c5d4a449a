package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import io.thalweg.processor.tracking.RunTracker;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

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

    /** Why this attempt of a run cannot be followed, if it is not followed already. */
    Optional<RejectionReason> crowded(RunId run, int attempt) {
        Optional<RunState> known = ledger.run(run);
        int most = settings.producers().runs();
        if (most > 0
                && known.map(state -> state.ended() && state.attempt() < attempt)
                        .orElse(true)
                && ledger.ofSameProducer(run) >= most) {
            return Optional.of(RejectionReason.PRODUCER_RUNS);
        }
        return known.isPresent() || ledger.makesRoom() ? Optional.empty() : Optional.of(RejectionReason.TOO_MANY_RUNS);
    }

    /** The same for people. */
    String crowd(RejectionReason reason) {
        return reason == RejectionReason.PRODUCER_RUNS
                ? settings.producers().runs() + " runs of this producer go on in this partition"
                : settings.limits().runsPerPartition() + " runs are followed in this partition";
    }

    Instant now() {
        return clock.instant();
    }
}
