package io.thalweg.protocol.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.protocol.Expect;
import java.util.OptionalDouble;

/**
 * The reference configuration that a snapshot is nearest to, at the same progress.
 *
 * @param config the configuration
 * @param nats distance to its landmarks near the snapshot's progress
 * @param boundaryNats how far a run of a known configuration may be at this progress; absent where that is not calibrated
 * @param share the largest share of that boundary in the run's life so far: above 1 the run is unfamiliar
 */
public record NearestTube(
        @JsonProperty(required = true) String config,
        @JsonProperty(required = true) double nats,
        OptionalDouble boundaryNats,
        OptionalDouble share) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the name is empty, or a figure negative or not finite
     */
    public NearestTube {
        Figures.text(config, "tube config", 256);
        Figures.finite(nats, "tube nats");
        Expect.that(nats >= 0, "tube nats", nats, "0 or more");
        Figures.finite(boundaryNats, "tube boundaryNats");
        Figures.finite(share, "tube share");
    }
}
