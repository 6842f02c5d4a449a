package io.thalweg.processor.tracking;

import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.Measurement;
import io.thalweg.processor.tracking.Detector.Reading;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.Detectors;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.MetricsRecordBuilder;
import io.thalweg.protocol.record.Nearest;
import io.thalweg.protocol.record.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What follows from what happens to a run: its next state, its metrics record, its decisions. Pure but for the budget
 * of stops, see {@link StopAdvisor}; the time is told. Thread-safe.
 */
public final class RunTracker {
    private static final List<Detector> DETECTORS = List.of(new DistanceDetector(), new NonFiniteDetector());

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
        Course course = course(before, observation);
        Map<AlarmKind, AlarmState> alarms = new EnumMap<>(AlarmKind.class);
        Track previous = before.tracks().get(observation.snapshot().probeSet());
        Map<AlarmKind, Standing> standing = new EnumMap<>(AlarmKind.class);
        if (previous != null) {
            alarms.putAll(previous.alarms());
            standing.putAll(previous.standing());
        }
        List<DecisionRecord> made = new ArrayList<>(heard.decisions());
        Detectors shares = Detectors.none();
        for (Detector detector : DETECTORS) {
            Optional<Reading> reading = detector.read(observation, course, rules);
            if (reading.isEmpty()) {
                continue;
            }
            AlarmState was = alarms.getOrDefault(detector.kind(), AlarmState.QUIET);
            AlarmState is = was.after(reading.get().over(), detector.toRaise(rules), rules.consecutive());
            alarms.put(detector.kind(), is);
            if (is.raised()) {
                decisions
                        .standing(heard.state(), observation, detector.kind(), reading.get(), standing, now)
                        .ifPresent(made::add);
            } else if (was.raised()) {
                standing.remove(detector.kind());
                made.add(decisions.cleared(heard.state(), observation, detector.kind(), reading.get(), now));
            }
            OptionalDouble share = reading.get().share();
            if (detector.kind() == AlarmKind.OFF_MANIFOLD && share.isPresent()) {
                shares = Detectors.ofDistance(share.getAsDouble());
            }
        }
        MetricsRecord metrics = metrics(heard.state(), observation, course, shares, raised(alarms));
        Track track = new Track(metrics, now, course, alarms, standing);
        return new RunUpdate(heard.state().with(track), Optional.of(metrics), made);
    }

    private static Course course(RunState state, Observation observation) {
        Track previous = state.tracks().get(observation.snapshot().probeSet());
        Course course = previous == null ? Course.START : previous.course();
        LoadedManifold manifold = observation.manifold();
        if (previous != null && !previous.latest().manifold().equals(manifold.hash())) {
            course = course.onAnotherManifold();
        }
        Measurement measurement = observation.measurement();
        return measurement == null
                ? course
                : course.after(measurement, manifold.manifold().embedding());
    }

    private static Set<AlarmKind> raised(Map<AlarmKind, AlarmState> alarms) {
        EnumSet<AlarmKind> raised = EnumSet.noneOf(AlarmKind.class);
        alarms.forEach((kind, state) -> {
            if (state.raised()) {
                raised.add(kind);
            }
        });
        return raised;
    }

    private static MetricsRecord metrics(
            RunState state, Observation observation, Course course, Detectors detectors, Set<AlarmKind> alarms) {
        LoadedManifold manifold = observation.manifold();
        MetricsRecordBuilder builder = MetricsRecord.builder()
                .run(state.run())
                .attempt(state.attempt())
                .step(observation.snapshot().step())
                .totalSteps(state.totalSteps())
                .tags(state.tags())
                .probeSet(manifold.probeSet())
                .manifold(manifold.hash())
                .publishedAt(observation.publishedAt())
                .samples(manifold.samples())
                .classes(manifold.classes())
                .coverage(observation.coverage())
                .alarms(List.copyOf(alarms));
        Measurement measurement = observation.measurement();
        return measurement == null
                ? builder.build()
                : figures(builder, manifold, measurement, course)
                        .detectors(detectors)
                        .build();
    }

    private static MetricsRecordBuilder figures(
            MetricsRecordBuilder builder, LoadedManifold manifold, Measurement measurement, Course course) {
        builder.progress(measurement.progress())
                .bestProgress(course.bestProgress())
                .offManifoldNats(measurement.offManifoldNats())
                .nearest(nearest(measurement.nearest()))
                .coordinates(course.coordinates())
                .heightNats(measurement.projection().height())
                .distanceToTruthNats(measurement.distanceToTruthNats())
                .distanceToIgnoranceNats(measurement.distanceToIgnoranceNats())
                .pathLength(course.pathLength());
        if (Double.isFinite(measurement.standardErrorNats())) {
            builder.standardErrorNats(measurement.standardErrorNats());
        }
        // A rank among no runs is none.
        if (manifold.calibration().runs() > 0) {
            builder.rank(manifold.calibration().rank(course.largestOffNats()));
        }
        return builder;
    }

    static Nearest nearest(Landmark landmark) {
        return Nearest.of(landmark.run(), landmark.config(), landmark.index(), landmark.progress());
    }
}
