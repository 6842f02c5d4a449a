package io.thalweg.processor.live;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.RunState;
import java.util.Map;
import java.util.Set;

/**
 * Which runs are asked for.
 *
 * @param states any of these; all states if empty
 * @param alarms with any of these standing; whatever stands if empty
 * @param tags with all of these
 * @param limit at most so many, those heard of last
 */
public record RunQuery(Set<RunState> states, Set<AlarmKind> alarms, Map<String, String> tags, int limit) {
    public static final int STANDARD_LIMIT = 200;
    public static final int MAX_LIMIT = 5000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the limit is out of range
     */
    public RunQuery {
        states = Set.copyOf(states);
        alarms = Set.copyOf(alarms);
        tags = Map.copyOf(tags);
        Expect.that(limit >= 1 && limit <= MAX_LIMIT, "limit", limit, "1 to " + MAX_LIMIT);
    }

    /** All runs, up to the usual limit. */
    public static RunQuery all() {
        return new RunQuery(Set.of(), Set.of(), Map.of(), STANDARD_LIMIT);
    }

    boolean accepts(LiveRun run) {
        return (states.isEmpty() || states.contains(run.state()))
                && (alarms.isEmpty() || run.alarms().stream().anyMatch(alarms::contains))
                && run.tags().entrySet().containsAll(tags.entrySet());
    }
}
