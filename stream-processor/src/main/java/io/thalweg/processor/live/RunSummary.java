package io.thalweg.processor.live;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a run is now.
 *
 * @param run the run
 * @param attempt its newest attempt
 * @param state as its trainer declares it
 * @param alarms the alarms that stand
 * @param standing since when, where that is known
 * @param tags its tags
 * @param heardAt when its newest record was written
 * @param declaration its run record
 * @param latestJson its newest metrics record as JSON
 * @param path as many points of its path as were asked for
 */
public record RunSummary(
        RunId run,
        int attempt,
        RunState state,
        Set<AlarmKind> alarms,
        Map<AlarmKind, AlarmSince> standing,
        Map<String, String> tags,
        Instant heardAt,
        Optional<RunRecord> declaration,
        Optional<String> latestJson,
        List<PathPoint> path) {
    public RunSummary {
        alarms = Set.copyOf(alarms);
        standing = Map.copyOf(standing);
        tags = Map.copyOf(tags);
        path = List.copyOf(path);
    }

    static RunSummary of(LiveRun run, int points) {
        return new RunSummary(
                run.id(),
                run.attempt(),
                run.state(),
                run.alarms(),
                run.standing(),
                run.tags(),
                Instant.ofEpochMilli(run.heardAt()),
                run.declaration(),
                run.latestJson(),
                points == 0 ? List.of() : run.path().atMost(points));
    }
}
