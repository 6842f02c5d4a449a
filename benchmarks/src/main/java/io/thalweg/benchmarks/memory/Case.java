package io.thalweg.benchmarks.memory;

import io.thalweg.protocol.manifold.Precision;
import java.util.List;

/**
 * What is measured.
 *
 * @param name on the command line
 * @param heap of the service, for {@code -Xmx}
 * @param samples N
 * @param classes C
 * @param landmarks m
 * @param precision of the manifold's file
 * @param runs published
 * @param snapshots of each run
 * @param pauseMillis between snapshots
 */
record Case(
        String name,
        String heap,
        int samples,
        int classes,
        int landmarks,
        Precision precision,
        int runs,
        int snapshots,
        long pauseMillis) {
    static final String MANY_RUNS = "runs";

    static final List<Case> ALL = List.of(
            // The launcher's heap for serve.
            new Case("steady", "320m", 10_000, 10, 256, Precision.FLOAT64, 8, 60, 20),
            new Case("large", "512m", 50_000, 1_000, 8, Precision.FLOAT32, 1, 4, 0),
            new Case(MANY_RUNS, "256m", 30, 3, 8, Precision.FLOAT32, 1_000_000, 1, 0));

    long all() {
        return (long) runs * snapshots;
    }
}
