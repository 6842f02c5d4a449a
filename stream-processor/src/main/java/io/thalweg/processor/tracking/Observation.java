package io.thalweg.processor.tracking;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import io.thalweg.protocol.Expect;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot, as it was seen.
 *
 * @param snapshot which
 * @param manifold what it was measured against
 * @param publishedAt when its trainer published it, by the trainer's clock
 * @param coverage share of its samples that came, 0 to 1
 * @param measurement its figures; absent when a prediction was not finite
 * @param tube the nearest reference configuration; absent then, and of a manifold without runs
 */
public record Observation(
        SnapshotKey snapshot,
        LoadedManifold manifold,
        Instant publishedAt,
        double coverage,
        @Nullable Measurement measurement,
        @Nullable Tube tube) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the coverage is no share
     */
    public Observation {
        Expect.that(coverage >= 0 && coverage <= 1, "coverage", coverage, "0 to 1");
    }
}
