package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;
import java.util.OptionalInt;

/**
 * How much of a distance the samples of one class carry.
 *
 * @param label the class, {@code class} in JSON
 * @param share share of the distance, 0 to 1
 * @param predicted the class that the run takes it for, where it is another
 */
public record ClassShare(
        @JsonProperty(value = "class", required = true) int label,
        @JsonProperty(required = true) double share,
        OptionalInt predicted) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a class is negative or the share not from 0 to 1
     */
    public ClassShare {
        Expect.that(label >= 0, "class", label, "0 or more");
        Figures.share(share, "share of class " + label);
        Expect.that(predicted.orElse(0) >= 0, "predicted", predicted, "0 or more, or absent");
    }
}
