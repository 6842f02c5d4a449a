package io.thalweg.processor.tracking;

import io.thalweg.geometry.Measurement;
import io.thalweg.processor.tracking.Detector.Reading;
import io.thalweg.protocol.record.Acknowledgement;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionRecordBuilder;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Duration;
import java.time.Instant;

/** Writes decisions under the rules that are in force. */
final class Decisions {
    /** Healthy runs of new configurations have a severity of their own; all else is this. */
    private static final String OFF = "off";

    private final AlarmRules rules;

    Decisions(AlarmRules rules) {
        this.rules = rules;
    }

    /** A detector's alarm was raised or cleared by a snapshot. */
    DecisionRecord changed(Observation observation, AlarmKind kind, boolean raised, Reading reading, Instant now) {
        DecisionRecordBuilder builder = begun(kind, raised ? DecisionState.RAISED : DecisionState.CLEARED, now)
                .run(observation.snapshot().run())
                .attempt(observation.snapshot().attempt())
                .step(observation.snapshot().step())
                .severity(OFF)
                .reason(reading.reason())
                .manifold(observation.manifold().hash());
        if (reading.share().isPresent()) {
            builder.share(reading.share().getAsDouble()).alpha(rules.alpha());
        }
        Measurement measurement = observation.measurement();
        if (measurement != null) {
            builder.nearest(RunTracker.nearest(measurement.nearest()));
        }
        return builder.build();
    }

    /** An alarm was cleared by something else than a snapshot. */
    DecisionRecord cleared(RunState state, AlarmKind kind, String reason, Instant now) {
        return of(state, begun(kind, DecisionState.CLEARED, now)).reason(reason).build();
    }

    /** A run has fallen silent. */
    DecisionRecord silent(RunState state, Duration quietFor, Instant now) {
        return of(state, begun(AlarmKind.SILENT, DecisionState.RAISED, now))
                .severity(OFF)
                .reason("nothing came for " + quietFor.toSeconds() + " s, and the run has not ended")
                .build();
    }

    /** A hook in the trainer has acted. */
    DecisionRecord acknowledged(RunState state, Acknowledgement acknowledgement, Instant now) {
        return of(state, begun(acknowledgement.kind(), DecisionState.ACKNOWLEDGED, now))
                .step(acknowledgement.step())
                .reason("the trainer acted: " + acknowledgement.action())
                .action(acknowledgement.action())
                .build();
    }

    private DecisionRecordBuilder begun(AlarmKind kind, DecisionState state, Instant now) {
        Policy policy = rules.policy();
        return DecisionRecord.builder()
                .kind(kind)
                .state(state)
                .policy(policy.name())
                .stopAdvised(state == DecisionState.RAISED && policy.advisesStop(kind))
                .shadow(policy.shadow())
                .decidedAt(now);
    }

    private static DecisionRecordBuilder of(RunState state, DecisionRecordBuilder builder) {
        builder.run(state.run())
                .attempt(state.attempt())
                .step(state.latest().map(MetricsRecord::step).orElse(0L));
        state.latest().map(MetricsRecord::manifold).ifPresent(builder::manifold);
        return builder;
    }
}
