package io.thalweg.processor.tracking;

import io.thalweg.geometry.DistanceShares;
import io.thalweg.geometry.DistanceShares.OfClass;
import io.thalweg.geometry.DistanceShares.OfSample;
import io.thalweg.geometry.HealthyNeighbour;
import io.thalweg.geometry.Landmark;
import io.thalweg.protocol.record.ClassShare;
import io.thalweg.protocol.record.Comparison;
import io.thalweg.protocol.record.Explanation;
import io.thalweg.protocol.record.SampleShare;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Puts into records and words what carries a run's distance from a healthy one.
 *
 * @param progress the run's progress
 * @param bestProgress its best, this snapshot included
 */
public record Why(double progress, double bestProgress) {
    /** The most classes, and samples, that a decision lists: an alarm is read by people and sent to pagers. */
    static final int MOST = 10;

    /** The most classes that the sentence names. */
    private static final int MOST_NAMED = 3;

    /** The explanation of the distance between the run and this healthy snapshot. */
    public Explanation explain(DistanceShares shares, Landmark healthy) {
        List<OfClass> classes = shares.classes(MOST);
        List<OfSample> samples = shares.samples(MOST);
        Comparison comparison = new Comparison(
                healthy.run(),
                healthy.config(),
                healthy.index(),
                healthy.progress(),
                shares.distanceNats(),
                rest(classes.stream().mapToDouble(OfClass::share).sum()),
                rest(samples.stream().mapToDouble(OfSample::share).sum()));
        return new Explanation(
                comparedWith(healthy) + " " + saying(classes),
                classes.stream().map(Why::share).toList(),
                samples.stream().map(Why::share).toList(),
                Optional.of(comparison));
    }

    private String comparedWith(Landmark healthy) {
        String place =
                String.format(Locale.ROOT, "compared with %s at progress %.2f", healthy.run(), healthy.progress());
        return HealthyNeighbour.hasFallenBack(progress, bestProgress)
                ? String.format(Locale.ROOT, "%s, near the %.2f that this run once had,", place, bestProgress)
                : place;
    }

    private static String saying(List<OfClass> classes) {
        List<OfClass> mistaken = classes.stream().filter(OfClass::mistaken).toList();
        if (mistaken.isEmpty()) {
            return classes.isEmpty()
                    ? "there is no difference"
                    : "it differs most on class "
                            + classes.stream()
                                    .limit(MOST_NAMED)
                                    .map(each -> each.label() + percent(each))
                                    .collect(Collectors.joining(", "));
        }
        String named = mistaken.stream()
                .limit(MOST_NAMED)
                .map(each -> each.label() + " for " + each.predicted().orElseThrow() + percent(each))
                .collect(Collectors.joining(", "));
        int more = mistaken.size() - MOST_NAMED;
        return "it takes " + named + (more > 0 ? " and " + more + " more classes for others" : "");
    }

    private static String percent(OfClass each) {
        return String.format(Locale.ROOT, " (%.0f%% of the distance)", 100 * each.share());
    }

    /** Rounding must leave no share below zero. */
    private static double rest(double listed) {
        return Math.max(0, 1 - listed);
    }

    private static ClassShare share(OfClass each) {
        return new ClassShare(
                each.label(),
                each.share(),
                each.predicted(),
                each.predicted().isPresent() ? OptionalDouble.of(each.predictedShare()) : OptionalDouble.empty(),
                OptionalInt.of(each.healthyPredicted()));
    }

    private static SampleShare share(OfSample each) {
        return new SampleShare(
                each.sample(),
                each.share(),
                OptionalInt.of(each.label()),
                OptionalInt.of(each.predicted()),
                OptionalInt.of(each.healthyPredicted()));
    }
}
