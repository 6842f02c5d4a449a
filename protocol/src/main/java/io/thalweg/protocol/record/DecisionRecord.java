package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One record of the decisions topic: an alarm raised, reconsidered, cleared or acknowledged, with the figures
 * that made it. Make one with {@link #builder}.
 *
 * @param schema {@value #SCHEMA}
 * @param run the run
 * @param attempt 0 for the first start of the run
 * @param step the step at which the alarm changed
 * @param kind which alarm
 * @param state raised, reconsidered, cleared or acknowledged
 * @param severity {@code off}, or a lower one such as {@code unfamiliar}
 * @param share the detector as a share of its threshold, 1 being the alarm; absent where the alarm has no threshold
 * @param alpha the calibrated false-alarm level
 * @param reason one sentence for people
 * @param classes the classes that carry the distance, largest share first
 * @param samples the probe samples that carry the distance, largest share first
 * @param comparison what the shares of classes and samples compare the run with; absent when there are none
 * @param nearest the nearest landmark
 * @param manifold hash of the reference manifold, absent for a run that was never measured
 * @param policy name of the policy that was in force
 * @param experiment the experiment of the run, that is its tag {@code experiment}; absent where it has none
 * @param stopAdvised whether the trainer should stop
 * @param withheld why a standing alarm does not advise to stop; absent when it does, and when no alarm stands
 * @param advice one sentence for people on what the policy made of the alarm, with its figures
 * @param shadow whether the policy only observes, so that nobody should act
 * @param decidedAt when
 * @param action what the trainer did, when acknowledged
 */
@JsonPropertyOrder({"schema"})
public record DecisionRecord(
        @JsonProperty(required = true) String schema,
        @JsonProperty(required = true) RunId run,
        @JsonProperty(required = true) int attempt,
        @JsonProperty(required = true) long step,
        @JsonProperty(required = true) AlarmKind kind,
        @JsonProperty(required = true) DecisionState state,
        Optional<String> severity,
        OptionalDouble share,
        OptionalDouble alpha,
        @JsonProperty(required = true) String reason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ClassShare> classes,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SampleShare> samples,
        Optional<Comparison> comparison,
        Optional<Nearest> nearest,
        Optional<String> manifold,
        @JsonProperty(required = true) String policy,
        Optional<String> experiment,
        @JsonProperty(required = true) boolean stopAdvised,
        Optional<Withheld> withheld,
        Optional<String> advice,
        @JsonProperty(required = true) boolean shadow,
        @JsonProperty(required = true) Instant decidedAt,
        Optional<String> action) {
    public static final String SCHEMA = "thalweg.decisions/1";

    private static final int LONGEST_REASON = 2048;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that is out of range or not finite
     */
    public DecisionRecord {
        Figures.schema(schema, SCHEMA);
        Figures.snapshot(attempt, step);
        severity.ifPresent(text -> Figures.text(text, "severity", 64));
        Figures.finite(share, "share");
        Figures.share(alpha.orElse(0), "alpha");
        Figures.text(reason, "reason", LONGEST_REASON);
        classes = List.copyOf(classes);
        samples = List.copyOf(samples);
        manifold.ifPresent(hash -> Figures.hash(hash, "manifold"));
        Figures.text(policy, "policy", 256);
        experiment.ifPresent(text -> Figures.text(text, "experiment", Tags.MAX_VALUE_LENGTH));
        advice.ifPresent(text -> Figures.text(text, "advice", 1024));
        Expect.that(
                withheld.isEmpty() || !stopAdvised,
                "withheld",
                withheld,
                "absent where a stop is advised, or no advice");
        action.ifPresent(text -> Figures.text(text, "action", 256));
        Expect.that(
                (state == DecisionState.ACKNOWLEDGED) == action.isPresent(),
                "action",
                action,
                "present exactly when the state is acknowledged");
    }

    /** Whether a hook that obeys should stop its trainer on hearing this. */
    public boolean callsForStop() {
        boolean standing = state == DecisionState.RAISED || state == DecisionState.RECONSIDERED;
        return standing && stopAdvised && !shadow;
    }

    public static DecisionRecordBuilder builder() {
        return new DecisionRecordBuilder();
    }

    /** The same decision with what carries the distance; its sentence follows the reason. */
    public DecisionRecord explained(Explanation explanation) {
        String both = reason + "; " + explanation.sentence();
        return new DecisionRecord(
                schema,
                run,
                attempt,
                step,
                kind,
                state,
                severity,
                share,
                alpha,
                both.length() <= LONGEST_REASON ? both : reason,
                explanation.classes(),
                explanation.samples(),
                explanation.comparison(),
                nearest,
                manifold,
                policy,
                experiment,
                stopAdvised,
                withheld,
                advice,
                shadow,
                decidedAt,
                action);
    }
}
