package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The landmark nearest to a snapshot.
 *
 * @param run the reference run that the landmark belongs to
 * @param config that run's configuration
 * @param index the landmark's checkpoint in its run, 0 being the first
 * @param progress the landmark's progress
 */
public record Nearest(
        @JsonProperty(required = true) String run,
        @JsonProperty(required = true) String config,
        OptionalInt index,
        OptionalDouble progress) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a name is empty, the index negative or the progress not finite
     */
    public Nearest {
        Figures.text(run, "nearest run", 256);
        Figures.text(config, "nearest config", 256);
        Expect.that(index.isEmpty() || index.getAsInt() >= 0, "nearest index", index, "0 or more, or absent");
        Figures.finite(progress, "nearest progress");
    }

    public static Nearest of(String run, String config, int index, double progress) {
        return new Nearest(run, config, OptionalInt.of(index), OptionalDouble.of(progress));
    }
}
