package io.thalweg.trainers.run;

import java.util.stream.LongStream;

/** The steps at which snapshots are taken. */
public final class Checkpoints {

    /** How much longer the last interval is than the first: progress is fast early. */
    private static final double STRETCH = 5;

    private Checkpoints() {}

    /**
     * {@code count} steps from 0 (the untrained network) to {@code totalSteps}, at
     * s_k = total (exp(a k / (count - 1)) - 1) / (exp(a) - 1) with a = 5, each at least one after the one before.
     *
     * @throws IllegalArgumentException if there are fewer steps than checkpoints, or fewer than two checkpoints
     */
    public static long[] spaced(long totalSteps, int count) {
        if (count < 2 || totalSteps < count - 1) {
            throw new IllegalArgumentException(count + " checkpoints over " + totalSteps + " steps");
        }
        long[] steps = LongStream.range(0, count)
                .map(k -> Math.round(totalSteps * Math.expm1(STRETCH * k / (count - 1)) / Math.expm1(STRETCH)))
                .toArray();
        for (int k = 1; k < count; k++) {
            steps[k] = Math.max(steps[k], steps[k - 1] + 1);
        }
        // Rounding up at the start may have pushed the last ones beyond the end.
        for (int k = count - 1; k >= 0; k--) {
            steps[k] = Math.min(steps[k], totalSteps - (count - 1 - k));
        }
        return steps;
    }
}
