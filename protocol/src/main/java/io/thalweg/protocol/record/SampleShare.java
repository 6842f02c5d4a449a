package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;

/**
 * How much of a distance one probe sample carries.
 *
 * @param sample index in the probe set
 * @param share share of the distance, 0 to 1
 */
public record SampleShare(
        @JsonProperty(required = true) int sample,
        @JsonProperty(required = true) double share) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the sample is negative or the share not from 0 to 1
     */
    public SampleShare {
        Expect.that(sample >= 0, "sample", sample, "0 or more");
        Figures.share(share, "share of sample " + sample);
    }
}
