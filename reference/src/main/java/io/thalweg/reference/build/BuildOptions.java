package io.thalweg.reference.build;

import io.thalweg.geometry.Divergence;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How to build a reference manifold.
 *
 * @param landmarks how many landmarks, the two anchors included; empty for every snapshot
 * @param axes how many axes of the embedding to keep, K
 * @param seed of the first landmark that farthest-point sampling starts from
 * @param anchors whether ignorance and truth are landmarks
 * @param floor smallest affinity that enters a logarithm
 * @param kept names of runs that stay even if they are outliers among their own
 */
public record BuildOptions(
        OptionalInt landmarks, int axes, long seed, boolean anchors, double floor, Set<String> kept) {
    /** The number of landmarks where none is named. */
    public static final int DEFAULT_LANDMARKS = 256;

    /** The number of axes where none is named. */
    public static final int DEFAULT_AXES = 3;

    public BuildOptions {
        kept = Set.copyOf(kept);
        if (landmarks.isPresent() && landmarks.getAsInt() < 2) {
            throw new IllegalArgumentException(
                    "landmarks is %d: expected at least 2, or all".formatted(landmarks.getAsInt()));
        }
        if (axes < 1) {
            throw new IllegalArgumentException("axes is %d: expected at least 1".formatted(axes));
        }
    }

    /** No run is kept against screening. */
    public BuildOptions(OptionalInt landmarks, int axes, long seed, boolean anchors, double floor) {
        this(landmarks, axes, seed, anchors, floor, Set.of());
    }

    /** The same, with runs that stay even if they are outliers. */
    public BuildOptions keeping(Set<String> runs) {
        return new BuildOptions(landmarks, axes, seed, anchors, floor, runs);
    }

    /** 256 landmarks with the anchors, three axes, seed 0. */
    public static BuildOptions defaults() {
        return new BuildOptions(OptionalInt.of(DEFAULT_LANDMARKS), DEFAULT_AXES, 0, true, Divergence.DEFAULT_FLOOR);
    }
}
