package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks at what did not happen: chunks that do not come, runs that say nothing, runs long gone. By the wall clock, since
 * stream time stands still when nothing comes.
 *
 * <p>Waiting counts from when the task began to listen: after a pause of the processor, what is missing may be waiting in the
 * topic.
 */
final class Watch {
    /** How often: a share of every timeout that anyone would set. */
    static final Duration EVERY = Duration.ofSeconds(1);

    private final Task task;
    private final SnapshotCloser closer;
    private final Instant listeningSince;

    Watch(Task task, SnapshotCloser closer) {
        this.task = task;
        this.closer = closer;
        this.listeningSince = task.now();
    }

    /** Looks once. */
    void look() {
        Instant now = task.now();
        closeOverdue(now);
        for (RunState state : task.ledger().all()) {
            look(state, now);
        }
    }

    private void closeOverdue(Instant now) {
        Duration patience = task.settings().limits().incompleteAfter();
        if (Duration.between(listeningSince, now).compareTo(patience) < 0) {
            return;
        }
        for (PendingSnapshot overdue : task.pending().untouchedSince(now.minus(patience))) {
            // An earlier one of the same run may have been closed on the way.
            task.pending().find(overdue.key()).ifPresent(closer::close);
        }
    }

    private void look(RunState state, Instant now) {
        Duration silentAfter = task.settings().alarms().silentAfter();
        Instant heardAt = task.ledger().heardAt(state);
        Duration quiet = Duration.between(heardAt.isAfter(listeningSince) ? heardAt : listeningSince, now);
        if (quiet.compareTo(silentAfter) < 0) {
            return;
        }
        if (Duration.between(heardAt, now).compareTo(task.settings().limits().forgetAfter()) >= 0) {
            task.ledger().forget(state.run());
        } else if (!state.ended() && !state.silent()) {
            task.ledger().applyUnheard(task.tracker().silent(state, Duration.between(heardAt, now), now));
        }
    }
}
