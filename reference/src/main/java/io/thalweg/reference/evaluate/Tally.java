package io.thalweg.reference.evaluate;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * How one rule did.
 *
 * @param healthy number of healthy runs
 * @param falseAlarms how many of them it raised an alarm for
 * @param abnormal number of abnormal runs
 * @param detected how many of them it raised an alarm for
 * @param medianFirstAlarmCheckpoint median over the detected ones
 */
public record Tally(
        int healthy, int falseAlarms, int abnormal, int detected, OptionalDouble medianFirstAlarmCheckpoint) {
    static Tally of(List<EvaluatedRun> runs, Function<EvaluatedRun, OptionalInt> first) {
        int healthy = 0;
        int falseAlarms = 0;
        for (EvaluatedRun run : runs) {
            healthy += run.healthy() ? 1 : 0;
            falseAlarms += run.healthy() && first.apply(run).isPresent() ? 1 : 0;
        }
        int[] delays = runs.stream()
                .filter(run -> !run.healthy())
                .map(first)
                .flatMapToInt(OptionalInt::stream)
                .sorted()
                .toArray();
        return new Tally(healthy, falseAlarms, runs.size() - healthy, delays.length, median(delays));
    }

    private static OptionalDouble median(int[] sorted) {
        int half = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0);
    }

    /** Share of the healthy runs with an alarm; empty without healthy runs. */
    public OptionalDouble falseAlarmRate() {
        return share(falseAlarms, healthy);
    }

    /** Share of the abnormal runs with an alarm; empty without abnormal runs. */
    public OptionalDouble detectionRate() {
        return share(detected, abnormal);
    }

    static OptionalDouble share(int part, int whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
