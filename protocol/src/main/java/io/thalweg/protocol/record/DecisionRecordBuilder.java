package io.thalweg.protocol.record;

import io.thalweg.protocol.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Gathers a {@link DecisionRecord}; what is not set is absent, the policy is {@code default}. */
public final class DecisionRecordBuilder {
    private @Nullable RunId run;
    private int attempt;
    private long step;
    private @Nullable AlarmKind kind;
    private @Nullable DecisionState state;
    private Optional<String> severity = Optional.empty();
    private OptionalDouble share = OptionalDouble.empty();
    private OptionalDouble alpha = OptionalDouble.empty();
    private @Nullable String reason;
    private List<ClassShare> classes = List.of();
    private List<SampleShare> samples = List.of();
    private Optional<Comparison> comparison = Optional.empty();
    private Optional<Nearest> nearest = Optional.empty();
    private Optional<String> manifold = Optional.empty();
    private String policy = "default";
    private Optional<String> experiment = Optional.empty();
    private boolean stopAdvised;
    private Optional<Withheld> withheld = Optional.empty();
    private Optional<String> advice = Optional.empty();
    private boolean shadow;
    private @Nullable Instant decidedAt;
    private Optional<String> action = Optional.empty();

    DecisionRecordBuilder() {}

    public DecisionRecordBuilder run(RunId run) {
        this.run = run;
        return this;
    }

    public DecisionRecordBuilder attempt(int attempt) {
        this.attempt = attempt;
        return this;
    }

    public DecisionRecordBuilder step(long step) {
        this.step = step;
        return this;
    }

    public DecisionRecordBuilder kind(AlarmKind kind) {
        this.kind = kind;
        return this;
    }

    public DecisionRecordBuilder state(DecisionState state) {
        this.state = state;
        return this;
    }

    public DecisionRecordBuilder severity(String severity) {
        this.severity = Optional.of(severity);
        return this;
    }

    public DecisionRecordBuilder share(double share) {
        this.share = OptionalDouble.of(share);
        return this;
    }

    public DecisionRecordBuilder alpha(double alpha) {
        this.alpha = OptionalDouble.of(alpha);
        return this;
    }

    public DecisionRecordBuilder reason(String reason) {
        this.reason = reason;
        return this;
    }

    public DecisionRecordBuilder classes(List<ClassShare> classes) {
        this.classes = classes;
        return this;
    }

    public DecisionRecordBuilder samples(List<SampleShare> samples) {
        this.samples = samples;
        return this;
    }

    public DecisionRecordBuilder comparison(Comparison comparison) {
        this.comparison = Optional.of(comparison);
        return this;
    }

    public DecisionRecordBuilder nearest(Nearest nearest) {
        this.nearest = Optional.of(nearest);
        return this;
    }

    public DecisionRecordBuilder manifold(String manifold) {
        this.manifold = Optional.of(manifold);
        return this;
    }

    public DecisionRecordBuilder policy(String policy) {
        this.policy = policy;
        return this;
    }

    public DecisionRecordBuilder experiment(String experiment) {
        this.experiment = Optional.of(experiment);
        return this;
    }

    public DecisionRecordBuilder withheld(Withheld withheld) {
        this.withheld = Optional.of(withheld);
        return this;
    }

    public DecisionRecordBuilder advice(String advice) {
        this.advice = Optional.of(advice);
        return this;
    }

    public DecisionRecordBuilder stopAdvised(boolean stopAdvised) {
        this.stopAdvised = stopAdvised;
        return this;
    }

    public DecisionRecordBuilder shadow(boolean shadow) {
        this.shadow = shadow;
        return this;
    }

    public DecisionRecordBuilder decidedAt(Instant decidedAt) {
        this.decidedAt = decidedAt;
        return this;
    }

    public DecisionRecordBuilder action(String action) {
        this.action = Optional.of(action);
        return this;
    }

    /**
     * The record.
     *
     * @throws IllegalArgumentException naming the value that is missing, out of range or not finite
     */
    public DecisionRecord build() {
        return new DecisionRecord(
                DecisionRecord.SCHEMA,
                required(run, "run"),
                attempt,
                step,
                required(kind, "kind"),
                required(state, "state"),
                severity,
                share,
                alpha,
                required(reason, "reason"),
                classes,
                samples,
                comparison,
                nearest,
                manifold,
                policy,
                experiment,
                stopAdvised,
                withheld,
                advice,
                shadow,
                required(decidedAt, "decidedAt"),
                action);
    }

    private static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing; expected a value");
        }
        return value;
    }
}
