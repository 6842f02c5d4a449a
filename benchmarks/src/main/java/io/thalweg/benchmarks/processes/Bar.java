package io.thalweg.benchmarks.processes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * What a figure has to reach.
 *
 * @param what which figure
 * @param measured the figure
 * @param bound what it has to reach
 * @param atMost whether the bound is the most it may be, rather than the least
 */
public record Bar(String what, double measured, double bound, boolean atMost) {
    public static Bar atLeast(String what, double measured, double bound) {
        return new Bar(what, measured, bound, false);
    }

    public static Bar atMost(String what, double measured, double bound) {
        return new Bar(what, measured, bound, true);
    }

    /** A figure that is no number meets nothing. */
    @JsonProperty
    public boolean met() {
        return atMost ? measured <= bound : measured >= bound;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: %.2f, %s %.2f asked for: %s",
                what,
                measured,
                atMost ? "at most" : "at least",
                bound,
                met() ? "met" : "MISSED");
    }
}
