package io.thalweg.processor.tracking;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import io.thalweg.geometry.detection.Kinship;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.ComparedBy;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.MetricsRecordBuilder;
import io.thalweg.protocol.record.Nearest;
import io.thalweg.protocol.record.NearestTube;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** Writes the metrics record of a snapshot. */
final class SnapshotRecord {
    private final LoadedManifold manifold;
    private final double alpha;

    SnapshotRecord(LoadedManifold manifold, double alpha) {
        this.manifold = manifold;
        this.alpha = alpha;
    }

    /** Of a snapshot without figures. */
    MetricsRecord nonFinite(RunState state, Observation observation, Set<AlarmKind> alarms) {
        return begun(state, observation, alarms).build();
    }

    /**
     * Of a measured snapshot.
     *
     * @param course the run's, this snapshot included
     */
    MetricsRecord measured(
            RunState state, Observation observation, Judgement judgement, Course course, Set<AlarmKind> alarms) {
        MetricsRecordBuilder builder = begun(state, observation, alarms);
        figures(builder, judgement.measurement(), course);
        builder.detectors(judgement.shares());
        Calibration runs = manifold.calibration().calibration(judgement.declared());
        // A rank among no runs is none, and nothing is compared with them.
        if (runs.runs() > 0) {
            builder.rank(runs.rank(course.detectors().largest()))
                    .comparedBy(judgement.declared() ? ComparedBy.FRACTION : ComparedBy.STEP);
        }
        familiarity(builder, judgement, course, alarms);
        return builder.build();
    }

    private MetricsRecordBuilder begun(RunState state, Observation observation, Set<AlarmKind> alarms) {
        return MetricsRecord.builder()
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
    }

    private static void figures(MetricsRecordBuilder builder, Measurement measurement, Course course) {
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
    }

    private void familiarity(MetricsRecordBuilder builder, Judgement judgement, Course course, Set<AlarmKind> alarms) {
        OptionalDouble boundary = manifold.kinship().boundary(alpha);
        Tube tube = judgement.tube();
        if (tube != null) {
            builder.tube(boundary.isPresent() ? within(tube, boundary.getAsDouble(), judgement, course) : alone(tube));
        }
        if (alarms.contains(AlarmKind.OFF_MANIFOLD)) {
            builder.familiarity(Familiarity.OFF);
        } else if (tube != null && boundary.isPresent()) {
            builder.familiarity(
                    course.kinship() > boundary.getAsDouble() ? Familiarity.UNFAMILIAR : Familiarity.FAMILIAR);
        }
    }

    private static NearestTube within(Tube tube, double boundary, Judgement judgement, Course course) {
        double nats = boundary * Kinship.unitNats(judgement.healthy());
        return new NearestTube(
                tube.config(), tube.nats(), OptionalDouble.of(nats), OptionalDouble.of(course.kinship() / boundary));
    }

    private static NearestTube alone(Tube tube) {
        return new NearestTube(tube.config(), tube.nats(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    static Nearest nearest(Landmark landmark) {
        return Nearest.of(landmark.run(), landmark.config(), landmark.index(), landmark.progress());
    }
}
