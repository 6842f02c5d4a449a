package io.thalweg.reference.trajectory;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code runs.json} says of one run; all but its name may be absent.
 *
 * @param run its name: the file is {@code <run>.npy}
 * @param config its configuration; else the name up to its last dot
 * @param seed the seed it was trained from
 * @param kind "normal" for a healthy run; anything else keeps it out of the reference
 * @param steps the step of every checkpoint; or a single number, the total of steps
 * @param totalSteps the total of steps; else the last of the steps
 * @param tags free tags
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record RunEntry(
        String run,
        @Nullable String config,
        @Nullable Long seed,
        @Nullable String kind,

        @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable
        List<Long> steps,

        @Nullable Long totalSteps,
        @Nullable Map<String, String> tags) {
    static final String NORMAL = "normal";

    static RunEntry named(String run) {
        return new RunEntry(run, null, null, null, null, null, null);
    }

    String configOrPrefix() {
        if (config != null) {
            return config;
        }
        int dot = run.lastIndexOf('.');
        return dot > 0 ? run.substring(0, dot) : run;
    }

    /** The declared total of steps, by either spelling. */
    @Nullable
    Long declaredTotal(int checkpoints) {
        if (totalSteps != null) {
            return totalSteps;
        }
        return steps != null && steps.size() == 1 && checkpoints > 1 ? steps.get(0) : null;
    }

    String kindOrNormal() {
        return kind == null ? NORMAL : kind;
    }

    Map<String, String> tagsOrNone() {
        return tags == null ? Map.of() : tags;
    }
}
