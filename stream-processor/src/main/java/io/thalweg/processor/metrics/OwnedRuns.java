package io.thalweg.processor.metrics;

import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** The runs that this instance follows, each with the partition that brought it. Thread-safe. */
final class OwnedRuns {
    private final ConcurrentMap<RunId, OwnedRun> runs = new ConcurrentHashMap<>();
    private final AtomicLong arrivals = new AtomicLong();

    private record OwnedRun(int partition, long arrival, RunView view) {}

    void changed(int partition, RunView view) {
        runs.compute(
                view.run(),
                (run, known) ->
                        new OwnedRun(partition, known == null ? arrivals.incrementAndGet() : known.arrival(), view));
    }

    /** Only the partition that has the run may end it: after a move, the old one's farewell may come late. */
    void ended(int partition, RunId run) {
        runs.computeIfPresent(run, (id, known) -> known.partition() == partition ? null : known);
    }

    void closed(int partition) {
        runs.values().removeIf(run -> run.partition() == partition);
    }

    int size() {
        return runs.size();
    }

    /** At most so many: those with an alarm first, then those that came first, so that no series comes and goes. */
    List<RunView> shown(int most) {
        List<OwnedRun> all = new ArrayList<>(runs.values());
        all.sort(Comparator.comparing((OwnedRun run) -> run.view().alarms().isEmpty())
                .thenComparingLong(OwnedRun::arrival));
        return all.stream().limit(most).map(OwnedRun::view).toList();
    }
}
