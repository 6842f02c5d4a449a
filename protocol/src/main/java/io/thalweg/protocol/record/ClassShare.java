package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How much of a distance the samples of one class carry.
 *
 * @param label the class, {@code class} in JSON
 * @param share share of the distance, 0 to 1
 * @param predicted the wrong class that the run takes most of them for; absent where it is never wrong
 * @param predictedShare share of the class's samples that it takes for that one, 0 to 1
 * @param healthyPredicted the class that the healthy run takes most of them for
 */
public record ClassShare(
        @JsonProperty(value = "class", required = true) int label,
        @JsonProperty(required = true) double share,
        OptionalInt predicted,
        OptionalDouble predictedShare,
        OptionalInt healthyPredicted) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a class is negative or a share not from 0 to 1
     */
    public ClassShare {
        Expect.that(label >= 0, "class", label, "0 or more");
        Figures.share(share, "share of class " + label);
        Figures.label(predicted, "predicted");
        Figures.share(predictedShare.orElse(0), "predictedShare of class " + label);
        Figures.label(healthyPredicted, "healthyPredicted");
    }
}
