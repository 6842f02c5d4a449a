package io.thalweg.reference.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What an evaluation found.
 *
 * @param alpha the level of the whole
 * @param runs every run evaluated; with cross-validation an abnormal one once a fold
 * @param rivalForm which form of the rival did best
 * @param references what each manifold's calibration rests on
 * @param findings sentences that its reader should know
 */
public record Evaluation(
        double alpha,
        List<EvaluatedRun> runs,
        String rivalForm,
        List<CalibratedReference> references,
        List<String> findings) {
    public Evaluation {
        runs = runs.stream()
                .sorted(Comparator.comparing(
                                EvaluatedRun::kind,
                                Comparator.comparing((String kind) -> !kind.equals("normal"))
                                        .thenComparing(Function.identity()))
                        .thenComparing(EvaluatedRun::run)
                        .thenComparing(EvaluatedRun::fold))
                .toList();
        references = List.copyOf(references);
        findings = List.copyOf(findings);
    }

    /**
     * One manifold's calibration.
     *
     * @param runs number of reference runs
     * @param configurations number of their configurations
     * @param threshold the joint threshold at alpha, in units
     * @param smallestAlpha what the runs support
     * @param course what the runs did
     */
    public record CalibratedReference(
            int runs, int configurations, double threshold, double smallestAlpha, ReferenceCourse course) {}

    /** How our detectors did. */
    public Tally ours() {
        return Tally.of(runs, EvaluatedRun::firstAlarm);
    }

    /** How the rival did. */
    public Tally rival() {
        return Tally.of(runs, EvaluatedRun::firstOfRival);
    }

    /** Share of the abnormal runs in which we raised an alarm no later than the rival; empty without abnormal runs. */
    public OptionalDouble notLaterThanRivalShare() {
        int notLater = (int) runs.stream()
                .filter(run -> !run.healthy() && run.notLaterThanRival())
                .count();
        return Tally.share(notLater, ours().abnormal());
    }

    /** The same for the runs of each abnormal kind. */
    public Map<String, Evaluation> byKind() {
        return runs.stream()
                .filter(run -> !run.healthy())
                .collect(Collectors.groupingBy(
                        EvaluatedRun::kind,
                        TreeMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), this::with)));
    }

    /** The same for some runs. */
    public Evaluation only(Predicate<EvaluatedRun> wanted) {
        return with(runs.stream().filter(wanted).toList());
    }

    private Evaluation with(List<EvaluatedRun> others) {
        return new Evaluation(alpha, others, rivalForm, references, findings);
    }
}
