package io.thalweg.processor.tracking;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of a run. Immutable.
 *
 * @param run the run
 * @param attempt its newest attempt
 * @param declared what its trainer last said about it; absent until its run record came, and of an earlier attempt until
 *     the newer one's came
 * @param heardAt when anything was last taken from it, by the processor's clock
 * @param silent whether the alarm {@code SILENT} stands
 * @param measured snapshots measured in this attempt
 * @param tracks the run on each probe set that it was measured on, in this attempt
 */
public record RunState(
        RunId run,
        int attempt,
        @Nullable RunRecord declared,
        Instant heardAt,
        boolean silent,
        long measured,
        Map<ProbeSetId, Track> tracks) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the attempt is negative
     */
    public RunState {
        Expect.that(attempt >= 0, "attempt", attempt, "0 or more");
        tracks = Map.copyOf(tracks);
    }

    /** A run of which nothing is known yet but that it is there. */
    public static RunState begun(RunId run, int attempt, Instant now) {
        return new RunState(run, attempt, null, now, false, 0, Map.of());
    }

    /** Whether its trainer said that this attempt is over. */
    public boolean ended() {
        return declared != null
                && declared.attempt() >= attempt
                && declared.state().ended();
    }

    /** Its tags, empty until its run record came. */
    public Map<String, String> tags() {
        return declared == null ? Map.of() : declared.tags();
    }

    /** Its declared length. */
    public OptionalLong totalSteps() {
        return declared == null ? OptionalLong.empty() : declared.totalSteps();
    }

    /** The last step that was measured on a probe set; empty before the first. */
    public OptionalLong lastStep(ProbeSetId probeSet) {
        Track track = tracks.get(probeSet);
        return track == null
                ? OptionalLong.empty()
                : OptionalLong.of(track.latest().step());
    }

    /** The alarms that stand, of all probe sets. */
    public Set<AlarmKind> alarms() {
        EnumSet<AlarmKind> alarms = EnumSet.noneOf(AlarmKind.class);
        tracks.values().forEach(track -> alarms.addAll(track.raised()));
        if (silent) {
            alarms.add(AlarmKind.SILENT);
        }
        return alarms;
    }

    /** What others may know. */
    public RunView view() {
        Optional<Track> newest = newest();
        return new RunView(
                run, attempt, tags(), totalSteps(), newest.map(Track::latest), alarms(), newest.map(Track::measuredAt));
    }

    /** The newest metrics record, of any probe set. */
    Optional<MetricsRecord> latest() {
        return newest().map(Track::latest);
    }

    RunState declaredBy(RunRecord record, Instant now) {
        return new RunState(run, attempt, record, now, silent, measured, tracks);
    }

    RunState heard(Instant now) {
        return new RunState(run, attempt, declared, now, false, measured, tracks);
    }

    RunState fallenSilent() {
        return new RunState(run, attempt, declared, heardAt, true, measured, tracks);
    }

    RunState restarted(int newAttempt, Instant now) {
        return new RunState(run, newAttempt, declared, now, false, 0, Map.of());
    }

    RunState with(Track track) {
        Map<ProbeSetId, Track> all = new HashMap<>(tracks);
        all.put(track.latest().probeSet(), track);
        return new RunState(run, attempt, declared, heardAt, silent, measured + 1, all);
    }

    private Optional<Track> newest() {
        return tracks.values().stream()
                .max(Comparator.comparing(Track::measuredAt)
                        .thenComparing(track -> track.latest().step()));
    }
}
