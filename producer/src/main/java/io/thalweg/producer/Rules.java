package io.thalweg.producer;

import io.thalweg.protocol.record.MetricsRecord;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/** Ready-made stopping rules. A snapshot without the figure in question (a non-finite
 * one) is no progress, and fulfils no other rule. */
public final class Rules {
    private Rules() {}

    /** None of the last {@code snapshots} snapshots got farther than the best one before them. */
    public static StoppingRule noProgressOver(int snapshots) {
        if (snapshots < 1 || snapshots >= EarlyStopping.MAX_HISTORY) {
            throw new IllegalArgumentException(
                    "snapshots is " + snapshots + "; expected 1 to " + (EarlyStopping.MAX_HISTORY - 1));
        }
        return history -> {
            int from = history.size() - snapshots;
            if (from < 1) {
                return Optional.empty();
            }
            double before = best(history.subList(0, from));
            double since = best(history.subList(from, history.size()));
            return since > before || before == Double.NEGATIVE_INFINITY
                    ? Optional.empty()
                    : Optional.of("no progress over " + snapshots + " snapshots: best " + before);
        };
    }

    /** Farther than this from every landmark, in nats. */
    public static StoppingRule distanceAbove(double nats) {
        double limit = finite(nats, "nats");
        return when(MetricsRecord::offManifoldNats, d -> d > limit, d -> d + " nats off the manifold, above " + limit);
    }

    /** Past more than this share of the calibrated healthy runs, 0 to 1. */
    public static StoppingRule rankAbove(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; expected 0 to 1");
        }
        return when(MetricsRecord::rank, r -> r > share, r -> "rank " + r + " among healthy runs, above " + share);
    }

    /** At this progress or farther. */
    public static StoppingRule progressReached(double target) {
        double goal = finite(target, "target");
        return when(MetricsRecord::progress, p -> p >= goal, p -> "progress " + p + ", the target was " + goal);
    }

    private static StoppingRule when(
            Function<MetricsRecord, OptionalDouble> figure, DoublePredicate condition, DoubleFunction<String> reason) {
        return history -> {
            OptionalDouble value = figure.apply(history.get(history.size() - 1));
            return value.isPresent() && condition.test(value.getAsDouble())
                    ? Optional.of(reason.apply(value.getAsDouble()))
                    : Optional.empty();
        };
    }

    private static double best(List<MetricsRecord> records) {
        return records.stream()
                .flatMapToDouble(record -> record.progress().stream())
                .max()
                .orElse(Double.NEGATIVE_INFINITY);
    }

    private static double finite(double value, String name) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + "; expected a finite number");
        }
        return value;
    }
}
