package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;
import java.util.OptionalInt;

/**
 * How much of a distance one probe sample carries.
 *
 * @param sample index in the probe set
 * @param share share of the distance, 0 to 1
 * @param label its true class, {@code class} in JSON
 * @param predicted the class that the run takes it for, be it the true one
 * @param healthyPredicted the class that the healthy run takes it for
 */
public record SampleShare(
        @JsonProperty(required = true) int sample,
        @JsonProperty(required = true) double share,
        @JsonProperty("class") OptionalInt label,
        OptionalInt predicted,
        OptionalInt healthyPredicted) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the sample or a class is negative or the share not from 0 to 1
     */
    public SampleShare {
        Expect.that(sample >= 0, "sample", sample, "0 or more");
        Figures.share(share, "share of sample " + sample);
        Figures.label(label, "class");
        Figures.label(predicted, "predicted");
        Figures.label(healthyPredicted, "healthyPredicted");
    }
}
