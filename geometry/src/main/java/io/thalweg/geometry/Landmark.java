package io.thalweg.geometry;

import java.util.Objects;

/**
 * One snapshot that the manifold is measured against.
 *
 * @param run the reference run it comes from, or {@link #IGNORANCE} or {@link #TRUTH}
 * @param config the run's configuration; {@link #ANCHOR} for the two
 * @param index the checkpoint's index in its run, from 0
 * @param step the trainer's step at that checkpoint
 * @param progress its progress, in [0, 1]
 */
public record Landmark(String run, String config, int index, long step, double progress) {
    /** The name of the landmark P_0; no run id may contain the sign. */
    public static final String IGNORANCE = "@ignorance";

    /** The name of the landmark P_*. */
    public static final String TRUTH = "@truth";

    /** The configuration of both. */
    public static final String ANCHOR = "@anchor";

    public Landmark {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(config, "config");
        if (index < 0 || step < 0 || !(progress >= 0 && progress <= 1)) {
            throw new IllegalArgumentException(
                    "landmark %s: index %d, step %d, progress %s: expected >= 0, >= 0, 0 to 1"
                            .formatted(run, index, step, progress));
        }
    }

    /** The landmark P_0. */
    public static Landmark ignorance() {
        return new Landmark(IGNORANCE, ANCHOR, 0, 0, 0);
    }

    /** The landmark P_*. */
    public static Landmark truth() {
        return new Landmark(TRUTH, ANCHOR, 0, 0, 1);
    }

    /** Whether this is ignorance or truth, which no run has visited. */
    public boolean isAnchor() {
        return config.equals(ANCHOR);
    }
}
