package io.thalweg.benchmarks.pipeline;

import io.thalweg.benchmarks.Median;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How fast something goes.
 *
 * @param perSecond snapshots a second
 * @param processorMillis processor time of the process for each, all threads together; unlike the rate it hardly depends on what
 *     else the machine is doing
 */
record Rate(double perSecond, double processorMillis) {
    static Rate of(long snapshots, long nanos, Duration processorTime) {
        return new Rate(snapshots / (nanos / 1e9), processorTime.toNanos() / 1e6 / snapshots);
    }

    /** Of each figure the median. */
    static Rate median(List<Rate> rates) {
        return new Rate(median(rates, Rate::perSecond), median(rates, Rate::processorMillis));
    }

    private static double median(List<Rate> rates, ToDoubleFunction<Rate> figure) {
        return Median.of(rates.stream().mapToDouble(figure).toArray());
    }
}
