package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One record of the runs topic, keyed by run: all that the trainer says about it, whole each time, so that compaction may
 * keep the last one only. Written by the trainer's side alone.
 *
 * @param schema {@value #SCHEMA}
 * @param run the run
 * @param attempt 0 for the first start of the run
 * @param state running, or how it ended
 * @param reason why it stopped or failed
 * @param tags free tags within the limits of {@link Tags}
 * @param totalSteps the declared length of the run
 * @param probeSet the samples on which its predictions are made
 * @param startedAt when this attempt started
 * @param updatedAt when this record was written
 * @param acknowledgements what the trainer's hooks did, oldest first, the last {@value #MAX_ACKNOWLEDGEMENTS} of them
 */
@JsonPropertyOrder({"schema"})
public record RunRecord(
        @JsonProperty(required = true) String schema,
        @JsonProperty(required = true) RunId run,
        @JsonProperty(required = true) int attempt,
        @JsonProperty(required = true) RunState state,
        Optional<String> reason,
        Map<String, String> tags,
        OptionalLong totalSteps,
        @JsonProperty(required = true) ProbeSetId probeSet,
        @JsonProperty(required = true) Instant startedAt,
        @JsonProperty(required = true) Instant updatedAt,
        List<Acknowledgement> acknowledgements) {
    public static final String SCHEMA = "thalweg.runs/1";
    public static final int MAX_ACKNOWLEDGEMENTS = 64;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a value is out of range; {@link RejectedRecordException} for tags
     */
    public RunRecord {
        Figures.schema(schema, SCHEMA);
        Figures.snapshot(attempt, 0);
        reason.ifPresent(text -> Figures.text(text, "reason", 1024));
        tags = Tags.checked(tags);
        Expect.that(totalSteps.orElse(1) >= 1, "total steps", totalSteps, "at least 1, or absent");
        acknowledgements = List.copyOf(acknowledgements);
        Expect.that(
                acknowledgements.size() <= MAX_ACKNOWLEDGEMENTS,
                "number of acknowledgements",
                acknowledgements.size(),
                "at most " + MAX_ACKNOWLEDGEMENTS);
    }

    /** A run that starts now. */
    public static RunRecord started(
            RunId run,
            int attempt,
            Map<String, String> tags,
            OptionalLong totalSteps,
            ProbeSetId probeSet,
            Instant now) {
        return new RunRecord(
                SCHEMA,
                run,
                attempt,
                RunState.RUNNING,
                Optional.empty(),
                tags,
                totalSteps,
                probeSet,
                now,
                now,
                List.of());
    }

    /** The same run, ended without a reason worth telling. */
    public RunRecord ended(RunState how, Instant now) {
        return with(how, Optional.empty(), acknowledgements, now);
    }

    /** The same run, ended for a reason; a longer one is cut at 1,024 characters. */
    public RunRecord ended(RunState how, String why, Instant now) {
        String kept = why.length() <= 1024 ? why : why.substring(0, 1024);
        return with(how, kept.isEmpty() ? Optional.empty() : Optional.of(kept), acknowledgements, now);
    }

    /** The same run with one more acknowledgement; the oldest is forgotten beyond {@value #MAX_ACKNOWLEDGEMENTS}. */
    public RunRecord acknowledging(Acknowledgement latest) {
        List<Acknowledgement> all = new ArrayList<>(acknowledgements);
        all.add(latest);
        List<Acknowledgement> kept = all.subList(Math.max(0, all.size() - MAX_ACKNOWLEDGEMENTS), all.size());
        return with(state, reason, kept, latest.at());
    }

    private RunRecord with(RunState newState, Optional<String> why, List<Acknowledgement> kept, Instant now) {
        return new RunRecord(schema, run, attempt, newState, why, tags, totalSteps, probeSet, startedAt, now, kept);
    }
}
