package io.thalweg.processor.live;

import io.thalweg.processor.configuration.ProcessorConfiguration.LiveSettings;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The runs of all partitions as the topics tell them, bounded in runs, in records a run and in bytes. Over the bytes, the
 * longest paths are thinned first; when all are short, and over the number of runs, those that were heard of longest ago
 * are forgotten, and counted. Thread-safe.
 */
public final class LiveRuns {
    /** An identity, two maps and the lists: so that many runs without records count as well. */
    private static final int RUN_BYTES = 1000;

    /** So many points still show how a run went: a path that has no more is not thinned for want of room. */
    private static final int SHORT_PATH = 32;

    private final LiveSettings bounds;
    private final EventLog events;
    /** In the order in which they were last heard of. */
    private final Map<RunId, LiveRun> runs = new LinkedHashMap<>(16, 0.75f, true);

    private long bytes;
    private long forgotten;

    /** An empty view, which appends what it is told to {@code events}. */
    public LiveRuns(LiveSettings bounds, EventLog events) {
        this.bounds = bounds;
        this.events = events;
    }

    /** A record of the runs topic, with its timestamp in milliseconds. */
    public synchronized void declared(RunRecord record, String json, long at) {
        update(record.run(), run -> run.declared(record, at));
        events.append(LiveEvent.Type.RUN, json);
    }

    /** A record of the metrics topic. */
    public synchronized void measured(MetricsRecord record, String json, long at) {
        update(record.run(), run -> run.measured(record, json, at));
        events.append(LiveEvent.Type.METRICS, json);
    }

    /** A record of the decisions topic. */
    public synchronized void decided(DecisionRecord record, String json, long at) {
        update(record.run(), run -> run.decided(record, json, at));
        events.append(LiveEvent.Type.DECISION, json);
    }

    /** The run was taken off the runs topic. */
    public synchronized void removed(RunId id) {
        LiveRun run = runs.remove(id);
        bytes -= run == null ? 0 : size(run);
    }

    private void update(RunId id, Consumer<LiveRun> change) {
        LiveRun known = runs.get(id);
        LiveRun run = known == null ? new LiveRun(id, bounds.maxHistory()) : known;
        bytes -= known == null ? 0 : size(run);
        runs.put(id, run);
        change.accept(run);
        bytes += size(run);
        boolean thins = true;
        while (thins && bytes > bounds.maxBytes()) {
            thins = thinLongest();
        }
        while (runs.size() > bounds.maxRuns() || (bytes > bounds.maxBytes() && runs.size() > 1)) {
            LiveRun eldest = runs.values().iterator().next();
            runs.remove(eldest.id());
            bytes -= size(eldest);
            forgotten++;
        }
    }

    /** Halves the longest path. Returns whether there was one to halve. */
    private boolean thinLongest() {
        LiveRun longest = Collections.max(
                runs.values(), Comparator.comparingInt(run -> run.path().size()));
        if (longest.path().size() <= SHORT_PATH) {
            return false;
        }
        bytes -= size(longest);
        longest.path().thin();
        bytes += size(longest);
        return true;
    }

    private static long size(LiveRun run) {
        return RUN_BYTES + run.bytes();
    }

    /** The runs asked for, those heard of last first. */
    public synchronized RunList list(RunQuery query) {
        List<LiveRun> matching = runs.values().stream().filter(query::accepts).toList();
        List<RunSummary> shown = matching.stream()
                .sorted(Comparator.comparingLong(LiveRun::heardAt)
                        .reversed()
                        .thenComparing(run -> run.id().value()))
                .limit(query.limit())
                .map(run -> RunSummary.of(run, query.points()))
                .toList();
        return new RunList(shown, matching.size(), forgotten, events.lastId());
    }

    /** Everything kept of one run. */
    public synchronized Optional<RunDetail> run(RunId id) {
        // Looking does not count as hearing: the access order is the order of forgetting.
        return runs.values().stream()
                .filter(run -> run.id().equals(id))
                .findFirst()
                .map(run -> new RunDetail(
                        RunSummary.of(run, 0),
                        run.path().all(),
                        run.path().isThinned(),
                        run.decisions().all()));
    }

    /**
     * An answer to a query.
     *
     * @param runs at most as many as asked for
     * @param matching how many there are
     * @param forgotten runs that the view has dropped over its bounds since it started
     * @param lastEventId the place in the event stream that this answer stands for
     */
    public record RunList(List<RunSummary> runs, int matching, long forgotten, long lastEventId) {}

    /**
     * One run in full.
     *
     * @param summary where it is now
     * @param history what its metrics records said, in order
     * @param thinned whether records between were left out
     * @param decisions its decisions as JSON, in order
     */
    public record RunDetail(RunSummary summary, List<PathPoint> history, boolean thinned, List<String> decisions) {}
}
