package io.thalweg.cli;

import io.thalweg.protocol.record.ClassShare;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A decision in plain words: what happened, why, under which policy, and what came of it. */
final class DecisionExplanation {
    private static final int MOST_CLASSES = 5;
    private static final int MOST_SAMPLES = 8;

    private DecisionExplanation() {}

    /**
     * The lines of one decision.
     *
     * @param acknowledged what the trainer did about it, if that is known
     */
    static List<String> lines(DecisionRecord decision, Optional<String> acknowledged) {
        List<String> lines = new ArrayList<>();
        lines.add("%s  %s%s  %s %s at step %d"
                .formatted(
                        decision.decidedAt(),
                        decision.run(),
                        decision.attempt() == 0 ? "" : " (attempt " + decision.attempt() + ")",
                        decision.kind(),
                        state(decision.state()),
                        decision.step()));
        add(lines, "why", Optional.of(decision.reason()));
        add(lines, "figures", figures(decision));
        add(lines, "nearest", decision.nearest().map(DecisionExplanation::nearest));
        add(lines, "classes", classes(decision));
        add(lines, "samples", samples(decision));
        add(lines, "policy", policy(decision));
        if (standing(decision)) {
            add(lines, "stop", stop(decision));
        }
        if (standing(decision) && decision.stopAdvised()) {
            add(lines, "trainer", Optional.of(acknowledged.orElse("has not acknowledged it")));
        }
        return lines;
    }

    private static boolean standing(DecisionRecord decision) {
        return decision.state() == DecisionState.RAISED || decision.state() == DecisionState.RECONSIDERED;
    }

    private static String state(DecisionState state) {
        return switch (state) {
            case RAISED -> "raised";
            case RECONSIDERED -> "stands, and is judged anew,";
            case CLEARED -> "cleared";
            case ACKNOWLEDGED -> "acknowledged";
        };
    }

    private static Optional<String> figures(DecisionRecord decision) {
        if (decision.share().isEmpty()) {
            return Optional.empty();
        }
        String text = PlainText.figure(decision.share().getAsDouble()) + " times the threshold of the alarm";
        if (decision.alpha().isPresent()) {
            text += ", which is set so that at most %s of healthy runs ever pass it (alpha = %s)"
                    .formatted(
                            PlainText.percent(decision.alpha().getAsDouble()),
                            decision.alpha().getAsDouble());
        }
        return Optional.of(text);
    }

    private static String nearest(Nearest nearest) {
        String text = "%s, configuration %s".formatted(nearest.run(), nearest.config());
        return nearest.progress().isPresent()
                ? text
                        + String.format(
                                Locale.ROOT,
                                ", at progress %.2f",
                                nearest.progress().getAsDouble())
                : text;
    }

    private static Optional<String> classes(DecisionRecord decision) {
        return joined(decision.classes().stream()
                .limit(MOST_CLASSES)
                .map(DecisionExplanation::share)
                .toList());
    }

    private static String share(ClassShare each) {
        String takenFor =
                each.predicted().isPresent() ? " taken for " + each.predicted().getAsInt() : "";
        return "%d%s: %s".formatted(each.label(), takenFor, PlainText.percent(each.share()));
    }

    private static Optional<String> samples(DecisionRecord decision) {
        return joined(decision.samples().stream()
                .limit(MOST_SAMPLES)
                .map(each -> "%d: %s".formatted(each.sample(), PlainText.percent(each.share())))
                .toList());
    }

    private static Optional<String> joined(List<String> shares) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(shares.stream().collect(Collectors.joining(", ")) + " of the distance");
    }

    private static Optional<String> policy(DecisionRecord decision) {
        return Optional.of("%s%s%s"
                .formatted(
                        decision.policy(),
                        decision.experiment()
                                .map(name -> ", for experiment " + name)
                                .orElse(""),
                        decision.shadow() ? "; it only observes" : ""));
    }

    private static Optional<String> stop(DecisionRecord decision) {
        String standard = decision.stopAdvised() ? "a stop is advised" : "no stop is advised";
        return Optional.of(decision.advice().orElse(standard));
    }

    private static void add(List<String> lines, String label, Optional<String> text) {
        text.ifPresent(words -> lines.add("    %-8s %s".formatted(label, PlainText.of(words))));
    }
}
