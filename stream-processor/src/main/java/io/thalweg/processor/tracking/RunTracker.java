package io.thalweg.processor.tracking;

import io.thalweg.geometry.Measurement;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What follows from what happens to a run: its next state, its metrics record, its decisions. Pure but for the budget
 * of stops, see {@link StopAdvisor}; the time is told. Thread-safe.
 */
public final class RunTracker {
    private final AlarmRules rules;
    private final Decisions decisions;

    public RunTracker(AlarmRules rules) {
        this.rules = rules;
        this.decisions = new Decisions(rules);
    }

    /** Something of a run that nothing is known of. */
    public RunUpdate begun(RunId run, int attempt, Instant now) {
        return RunUpdate.of(RunState.begun(run, attempt, now), List.of());
    }

    /** Its trainer said something about it: of this attempt or a newer one. */
    public RunUpdate declared(RunState before, RunRecord record, Instant now) {
        rules.advisor().seen(record.run(), record.tags());
        RunUpdate heard =
                record.attempt() > before.attempt() ? superseded(before, record.attempt(), now) : heard(before, now);
        List<DecisionRecord> made = new ArrayList<>(heard.decisions());
        RunRecord known = before.declared();
        record.acknowledgements().stream()
                .filter(each -> known == null || !known.acknowledgements().contains(each))
                .map(each -> decisions.acknowledged(heard.state(), each, now))
                .forEach(made::add);
        return RunUpdate.of(heard.state().declaredBy(record, now), made);
    }

    /** Something usable came from it: if it was silent, it no longer is. */
    public RunUpdate heard(RunState before, Instant now) {
        List<DecisionRecord> made =
                before.silent() ? List.of(decisions.cleared(before, AlarmKind.SILENT, "heard again", now)) : List.of();
        return RunUpdate.of(before.heard(now), made);
    }

    /** Nothing came from it for so long that it counts as silent. */
    public RunUpdate silent(RunState before, Duration quietFor, Instant now) {
        return RunUpdate.of(before.fallenSilent(), List.of(decisions.silent(before, quietFor, now)));
    }

    /** A newer attempt of it has begun: the alarms of the one before are cleared, all figures begin anew. */
    public RunUpdate superseded(RunState before, int attempt, Instant now) {
        List<DecisionRecord> made = before.alarms().stream()
                .sorted()
                .map(kind ->
                        decisions.cleared(before, kind, "attempt " + attempt + " of the run supersedes this one", now))
                .toList();
        return RunUpdate.of(before.restarted(attempt, now), made);
    }

    /** A snapshot of its present attempt was seen, of a later step than the last one. */
    public RunUpdate observed(RunState before, Observation observation, Instant now) {
        RunUpdate heard = heard(before, now);
        RunState state = heard.state();
        Course start = courseBefore(before, observation);
        Measurement measurement = observation.measurement();
        List<Reading> readings = new ArrayList<>();
        @Nullable Judgement judgement = null;
        Course course = start.afterNonFinite();
        if (measurement != null) {
            judgement = Judgement.of(observation, measurement, start.detectors(), state.totalSteps(), rules.alpha());
            course = start.after(judgement, observation.manifold().manifold().embedding());
            readings.addAll(judgement.readings());
        }
        readings.add(Reading.finite(measurement != null));
        Alarms alarms = Alarms.of(before.tracks().get(observation.snapshot().probeSet()));
        List<DecisionRecord> made = new ArrayList<>(heard.decisions());
        readings.forEach(
                reading -> alarm(alarms, reading, state, observation, now).ifPresent(made::add));
        SnapshotRecord record = new SnapshotRecord(observation.manifold(), rules.alpha());
        MetricsRecord metrics = judgement == null
                ? record.nonFinite(state, observation, alarms.raised())
                : record.measured(state, observation, judgement, course, alarms.raised());
        Track track = new Track(metrics, now, course, alarms.states(), alarms.standing());
        return new RunUpdate(state.with(track), Optional.of(metrics), made);
    }

    /** Brings one alarm up to date, and decides. */
    private Optional<DecisionRecord> alarm(
            Alarms alarms, Reading reading, RunState state, Observation observation, Instant now) {
        boolean stood = alarms.stands(reading.kind());
        // A network does not recover from values that are not finite: that is an alarm at once.
        int toRaise = reading.kind() == AlarmKind.NON_FINITE ? 1 : rules.raiseAfter();
        if (alarms.after(reading, toRaise, rules.clearAfter())) {
            return decisions.standing(state, observation, reading, alarms.standing(), now);
        }
        alarms.standing().remove(reading.kind());
        return stood ? Optional.of(decisions.cleared(state, observation, reading, now)) : Optional.empty();
    }

    private static Course courseBefore(RunState state, Observation observation) {
        Track previous = state.tracks().get(observation.snapshot().probeSet());
        if (previous == null) {
            return Course.START;
        }
        return previous.latest().manifold().equals(observation.manifold().hash())
                ? previous.course()
                : previous.course().onAnotherManifold();
    }
}
