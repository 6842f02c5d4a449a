package io.thalweg.producer;

import static java.util.Objects.requireNonNull;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.Tags;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One training job, as its trainer declares it.
 *
 * @param attempt 0 for the first start; a restart of the same run counts up, and may rewind its steps
 * @param probeSet the samples that the run predicts in every snapshot
 * @param tags free (architecture, optimiser, ...), within the limits of {@link Tags}
 * @param totalSteps how many steps the run means to make
 */
public record RunDescription(
        RunId run, int attempt, ProbeSet probeSet, Map<String, String> tags, OptionalLong totalSteps) {

    public RunDescription {
        requireNonNull(run, "run");
        requireNonNull(probeSet, "probeSet");
        tags = Tags.checked(tags);
        if (attempt < 0) {
            throw new IllegalArgumentException("attempt " + attempt + " is negative");
        }
        if (totalSteps.isPresent() && totalSteps.getAsLong() < 1) {
            throw new IllegalArgumentException("totalSteps " + totalSteps.getAsLong() + " is not positive");
        }
    }

    public static RunDescription of(String run, ProbeSet probeSet) {
        return new RunDescription(new RunId(run), 0, probeSet, Map.of(), OptionalLong.empty());
    }

    public RunDescription withTags(Map<String, String> tags) {
        return new RunDescription(run, attempt, probeSet, tags, totalSteps);
    }

    public RunDescription withTotalSteps(long totalSteps) {
        return new RunDescription(run, attempt, probeSet, tags, OptionalLong.of(totalSteps));
    }

    public RunDescription withAttempt(int attempt) {
        return new RunDescription(run, attempt, probeSet, tags, totalSteps);
    }
}
