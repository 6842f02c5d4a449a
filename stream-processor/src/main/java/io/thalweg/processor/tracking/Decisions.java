package io.thalweg.processor.tracking;

import io.thalweg.geometry.Measurement;
import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.record.Acknowledgement;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionRecordBuilder;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Writes decisions under the rules that are in force. */
final class Decisions {
    /** A healthy run of a new configuration raises no alarm: it is unfamiliar, which the metrics record says. */
    private static final String OFF = "off";

    private final AlarmRules rules;
    private final StopAdvisor advisor;

    Decisions(AlarmRules rules) {
        this.rules = rules;
        this.advisor = rules.advisor();
    }

    /**
     * An alarm stands on a snapshot: a decision if that raised it, or if its policy's answer is another than the last one.
     *
     * @param reading what the snapshot says of the alarm
     * @param standing what the policy made of the alarms so far; brought up to date
     */
    Optional<DecisionRecord> standing(
            RunState run, Observation observation, Reading reading, Map<AlarmKind, Standing> standing, Instant now) {
        AlarmKind kind = reading.kind();
        Standing before = standing.get(kind);
        int snapshots = before == null ? 1 : before.snapshots() + 1;
        if (before != null && before.advised()) {
            standing.put(kind, new Standing(snapshots, null));
            return Optional.empty();
        }
        long step = observation.snapshot().step();
        Verdict verdict = advisor.judge(run, kind, snapshots, step, run.measured() + 1);
        standing.put(kind, new Standing(snapshots, verdict.withheld()));
        if (before != null && before.withheld() == verdict.withheld()) {
            return Optional.empty();
        }
        DecisionState state = before == null ? DecisionState.RAISED : DecisionState.RECONSIDERED;
        DecisionRecordBuilder builder = begun(run, kind, state, now);
        judged(builder, verdict);
        return Optional.of(measured(builder, observation, reading).build());
    }

    /** A detector's alarm was cleared by a snapshot. */
    DecisionRecord cleared(RunState run, Observation observation, Reading reading, Instant now) {
        return measured(begun(run, reading.kind(), DecisionState.CLEARED, now), observation, reading)
                .build();
    }

    /** An alarm was cleared by something else than a snapshot. */
    DecisionRecord cleared(RunState state, AlarmKind kind, String reason, Instant now) {
        return latest(state, begun(state, kind, DecisionState.CLEARED, now))
                .reason(reason)
                .build();
    }

    /** A run has fallen silent. */
    DecisionRecord silent(RunState state, Duration quietFor, Instant now) {
        long step = state.latest().map(MetricsRecord::step).orElse(0L);
        DecisionRecordBuilder builder = latest(state, begun(state, AlarmKind.SILENT, DecisionState.RAISED, now));
        judged(builder, advisor.judge(state, AlarmKind.SILENT, 0, step, state.measured()));
        return builder.severity(OFF)
                .reason("nothing came for " + quietFor.toSeconds() + " s, and the run has not ended")
                .build();
    }

    /** A hook in the trainer has acted. */
    DecisionRecord acknowledged(RunState state, Acknowledgement acknowledgement, Instant now) {
        return latest(state, begun(state, acknowledgement.kind(), DecisionState.ACKNOWLEDGED, now))
                .step(acknowledgement.step())
                .reason("the trainer acted: " + acknowledgement.action())
                .action(acknowledgement.action())
                .build();
    }

    private DecisionRecordBuilder begun(RunState run, AlarmKind kind, DecisionState state, Instant now) {
        DecisionRecordBuilder builder = DecisionRecord.builder()
                .run(run.run())
                .attempt(run.attempt())
                .kind(kind)
                .state(state)
                .decidedAt(now);
        return under(builder, advisor.policy(run.tags()), StopAdvisor.experiment(run.tags()));
    }

    private static DecisionRecordBuilder under(DecisionRecordBuilder builder, Policy policy, String experiment) {
        if (!experiment.isEmpty()) {
            builder.experiment(experiment);
        }
        return builder.policy(policy.name()).shadow(policy.shadow());
    }

    private static void judged(DecisionRecordBuilder builder, Verdict verdict) {
        // Under the policy that judged, since another one may have come in between.
        under(builder, verdict.policy(), verdict.experiment())
                .stopAdvised(verdict.stop())
                .advice(verdict.sentence());
        if (verdict.withheld() != null) {
            builder.withheld(verdict.withheld());
        }
    }

    private DecisionRecordBuilder measured(DecisionRecordBuilder builder, Observation observation, Reading reading) {
        builder.step(observation.snapshot().step())
                .severity(OFF)
                .reason(reading.reason())
                .manifold(observation.manifold().hash());
        if (reading.share().isPresent()) {
            builder.share(reading.share().getAsDouble()).alpha(rules.alpha());
        }
        Measurement measurement = observation.measurement();
        if (measurement != null) {
            builder.nearest(SnapshotRecord.nearest(measurement.nearest()));
        }
        return builder;
    }

    private static DecisionRecordBuilder latest(RunState state, DecisionRecordBuilder builder) {
        builder.step(state.latest().map(MetricsRecord::step).orElse(0L));
        state.latest().map(MetricsRecord::manifold).ifPresent(builder::manifold);
        return builder;
    }
}
