package io.thalweg.benchmarks.kernel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * What came of one case. With names that say what each is, and in this order, one element of the report's {@code cases}.
 *
 * @param kernel its name
 * @param shape N, C, m
 * @param snapshots folded together; m where all distances among m snapshots were computed
 * @param threads ours and numpy's
 * @param millisPerSnapshot median over the alternations
 * @param numpyMillisPerSnapshot likewise; null without numpy
 * @param ratioToNumpy median of numpy's time over ours, alternation by alternation; null without numpy
 * @param gigabytesPerSecond of what was read
 * @param bandwidthShare that in terms of the read bandwidth measured in the same run
 * @param maxError the largest against float64, nats per sample
 */
record Outcome(
        String kernel,
        Shape shape,
        int snapshots,
        int threads,
        double millisPerSnapshot,
        @Nullable Double numpyMillisPerSnapshot,
        @Nullable Double ratioToNumpy,
        @JsonIgnore double gigabytesPerSecond,
        double bandwidthShare,
        double maxError) {}
