package io.thalweg.processor.live;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the topics said of one run. The topics are read side by side, so that records of different topics may come out of
 * order: their timestamps tell which says the latest. Guarded by {@link LiveRuns}.
 */
final class LiveRun {
    private final RunId id;
    private final History<PathPoint> path;
    private final History<String> decisions;
    private final Map<AlarmKind, Change> changes = new EnumMap<>(AlarmKind.class);
    private @Nullable RunRecord declared;
    private @Nullable MetricsRecord latest;
    private @Nullable String latestJson;
    private long latestAt = Long.MIN_VALUE;
    private long heardAt = Long.MIN_VALUE;
    private int attempt;

    /**
     * When an alarm was last raised or cleared.
     *
     * @param standing since when it stands, if it was raised
     */
    private record Change(long at, boolean raised, AlarmSince standing) {}

    LiveRun(RunId id, int mostHistory) {
        this.id = id;
        this.path = new History<>(mostHistory, point -> PathPoint.BYTES);
        this.decisions = new History<>(mostHistory, String::length);
    }

    void declared(RunRecord record, long at) {
        if (begin(record.attempt(), at)) {
            declared = record;
        }
    }

    void measured(MetricsRecord record, String json, long at) {
        if (begin(record.attempt(), at)) {
            latest = record;
            latestJson = json;
            latestAt = at;
            path.add(PathPoint.of(record));
        }
    }

    void decided(DecisionRecord record, String json, long at) {
        if (begin(record.attempt(), at)) {
            decisions.add(json);
            if (record.state() != DecisionState.ACKNOWLEDGED) {
                changes.put(record.kind(), change(record, at));
            }
        }
    }

    /** An alarm that is reconsidered stands since it was raised. */
    private Change change(DecisionRecord record, long at) {
        Change before = changes.get(record.kind());
        AlarmSince since = record.state() == DecisionState.RECONSIDERED && before != null && before.raised()
                ? before.standing()
                : new AlarmSince(record.step(), record.decidedAt());
        return new Change(at, record.state() != DecisionState.CLEARED, since);
    }

    /** False for a superseded attempt; a new one starts its path afresh, the decisions stay. */
    private boolean begin(int recordAttempt, long at) {
        if (recordAttempt < attempt) {
            return false;
        }
        if (recordAttempt > attempt) {
            attempt = recordAttempt;
            path.clear();
            changes.clear();
            declared = null;
            latest = null;
            latestJson = null;
            latestAt = Long.MIN_VALUE;
        }
        heardAt = Math.max(heardAt, at);
        return true;
    }

    RunId id() {
        return id;
    }

    int attempt() {
        return attempt;
    }

    /** When the newest record was written, in milliseconds since 1970. */
    long heardAt() {
        return heardAt;
    }

    long bytes() {
        return path.bytes() + decisions.bytes() + (latestJson == null ? 0 : latestJson.length());
    }

    /** As the trainer declares it; a run that is measured but not declared runs. */
    RunState state() {
        return declared == null ? RunState.RUNNING : declared.state();
    }

    Map<String, String> tags() {
        if (declared != null) {
            return declared.tags();
        }
        return latest == null ? Map.of() : latest.tags();
    }

    Optional<String> latestJson() {
        return Optional.ofNullable(latestJson);
    }

    Optional<RunRecord> declaration() {
        return Optional.ofNullable(declared);
    }

    History<PathPoint> path() {
        return path;
    }

    History<String> decisions() {
        return decisions;
    }

    /** The alarms that stand: those of the newest metrics record, corrected by the decisions that came after it. */
    Set<AlarmKind> alarms() {
        Set<AlarmKind> standing = EnumSet.noneOf(AlarmKind.class);
        if (latest != null) {
            standing.addAll(latest.alarms());
        }
        changes.forEach((kind, change) -> {
            if (change.at() > latestAt || (change.at() == latestAt && change.raised())) {
                if (change.raised()) {
                    standing.add(kind);
                } else {
                    standing.remove(kind);
                }
            }
        });
        return standing;
    }

    /** Since when each of the standing alarms stands, where its decision was read. */
    Map<AlarmKind, AlarmSince> standing() {
        Map<AlarmKind, AlarmSince> since = new EnumMap<>(AlarmKind.class);
        for (AlarmKind kind : alarms()) {
            Change change = changes.get(kind);
            if (change != null && change.raised()) {
                since.put(kind, change.standing());
            }
        }
        return since;
    }
}
