package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import java.time.Duration;
import java.time.Instant;

/**
 * Looks at what did not happen: chunks that do not come, runs that say nothing, runs long gone. By the wall clock, since
 * stream time stands still when nothing comes.
 *
 * <p>Waiting counts from when the task began to listen: after a pause of the processor, what is missing may be waiting in the
 * topic. A clock that was set tells nothing about how long anybody was quiet, so listening begins anew then as well.
 */
final class Watch {
    /** How often: a share of every timeout that anyone would set. */
    static final Duration EVERY = Duration.ofSeconds(1);

    /** Between two looks; more is a process that stood still, or a clock that was set. */
    private static final Duration LONGEST_GAP = EVERY.multipliedBy(10);

    private final Task task;
    private final SnapshotCloser closer;
    private Instant listeningSince;
    private Instant lastLook;

    Watch(Task task, SnapshotCloser closer) {
        this.task = task;
        this.closer = closer;
        this.listeningSince = task.now();
        this.lastLook = listeningSince;
    }

    /** Looks once. */
    void look() {
        Instant now = task.now();
        Duration gap = Duration.between(lastLook, now);
        if (gap.isNegative() || gap.compareTo(LONGEST_GAP) > 0) {
            listeningSince = now;
        }
        lastLook = now;
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
        boolean heardSince = heardAt.isAfter(listeningSince) && !heardAt.isAfter(now);
        Duration quiet = Duration.between(heardSince ? heardAt : listeningSince, now);
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
