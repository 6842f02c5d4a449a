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
 * @param points each with at most so many points of its path
 */
public record RunQuery(Set<RunState> states, Set<AlarmKind> alarms, Map<String, String> tags, int limit, int points) {
    public static final int STANDARD_LIMIT = 200;
    public static final int MAX_LIMIT = 5000;
    public static final int MAX_POINTS = 1000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when limit or points are out of range
     */
    public RunQuery {
        states = Set.copyOf(states);
        alarms = Set.copyOf(alarms);
        tags = Map.copyOf(tags);
        Expect.that(limit >= 1 && limit <= MAX_LIMIT, "limit", limit, "1 to " + MAX_LIMIT);
        Expect.that(points >= 0 && points <= MAX_POINTS, "points", points, "0 to " + MAX_POINTS);
    }

    /** All runs, up to the usual limit. */
    public static RunQuery all() {
        return new RunQuery(Set.of(), Set.of(), Map.of(), STANDARD_LIMIT, 0);
    }

    boolean accepts(LiveRun run) {
        return (states.isEmpty() || states.contains(run.state()))
                && (alarms.isEmpty() || run.alarms().stream().anyMatch(alarms::contains))
                && run.tags().entrySet().containsAll(tags.entrySet());
    }
}
