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
import java.util.StringJoiner;
import java.util.function.Function;

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

    /** A smaller share would read as 0%. */
    private static final double LEAST_NAMED = 0.005;

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
        if (classes.isEmpty()) {
            return "there is no difference";
        }
        if (mistaken.isEmpty()) {
            return "it differs most on class " + named(classes, each -> String.valueOf(each.label()));
        }
        long taken = mistaken.stream().map(OfClass::predicted).distinct().count();
        if (taken == 1 && mistaken.size() > MOST_NAMED) {
            return "it takes %d classes for %d: "
                            .formatted(
                                    mistaken.size(), mistaken.get(0).predicted().orElseThrow())
                    + named(mistaken, each -> String.valueOf(each.label()));
        }
        int more = mistaken.size() - MOST_NAMED;
        return "it takes "
                + named(
                        mistaken,
                        each -> each.label() + " for " + each.predicted().orElseThrow())
                + (more > 0 ? " and %d more classes for others".formatted(more) : "");
    }

    /** "7 for 4 (36% of the distance), 9 for 5 (26%)", without those that carry next to nothing. */
    private static String named(List<OfClass> classes, Function<OfClass, String> name) {
        StringJoiner all = new StringJoiner(", ");
        for (OfClass each : classes.subList(0, Math.min(MOST_NAMED, classes.size()))) {
            if (each.share() < LEAST_NAMED && all.length() > 0) {
                break;
            }
            String of = all.length() == 0 ? " of the distance" : "";
            all.add(String.format(Locale.ROOT, "%s (%.0f%%%s)", name.apply(each), 100 * each.share(), of));
        }
        return all.toString();
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
