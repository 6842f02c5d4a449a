package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;

/**
 * The healthy snapshot that a decision's shares compare the run with: the nearest at the run's progress, or at its best
 * progress if it has fallen back.
 *
 * @param run the healthy run
 * @param config that run's configuration
 * @param index the landmark's checkpoint in its run, 0 being the first
 * @param progress the landmark's progress
 * @param distanceNats the distance that the shares divide, in nats per sample
 * @param otherClassesShare what the classes that are not listed carry together, so that all shares sum to 1
 * @param otherSamplesShare what the samples that are not listed carry together
 */
public record Comparison(
        @JsonProperty(required = true) String run,
        @JsonProperty(required = true) String config,
        @JsonProperty(required = true) int index,
        @JsonProperty(required = true) double progress,
        @JsonProperty(required = true) double distanceNats,
        @JsonProperty(required = true) double otherClassesShare,
        @JsonProperty(required = true) double otherSamplesShare) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a name is empty, the index negative or a figure out of range
     */
    public Comparison {
        Figures.text(run, "comparison run", 256);
        Figures.text(config, "comparison config", 256);
        Expect.that(index >= 0, "comparison index", index, "0 or more");
        Figures.share(progress, "comparison progress");
        Figures.finite(distanceNats, "comparison distanceNats");
        Expect.that(distanceNats >= 0, "comparison distanceNats", distanceNats, "0 or more");
        Figures.share(otherClassesShare, "otherClassesShare");
        Figures.share(otherSamplesShare, "otherSamplesShare");
    }
}
