package io.thalweg.benchmarks.detection;

import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.evaluate.Tally;
import io.thalweg.reference.evaluate.WilsonInterval;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A result in Markdown: what was trained, the totals, kind by kind, and every misjudged run by name. */
final class ResultTable {
    private final Result result;
    private final Evaluation evaluation;
    private final StringBuilder text = new StringBuilder();

    private ResultTable(Result result) {
        this.result = result;
        this.evaluation = result.evaluation();
    }

    static String of(Result result) {
        ResultTable table = new ResultTable(result);
        table.population();
        table.totals();
        table.kinds();
        table.misjudged();
        return table.text.toString();
    }

    private void population() {
        Population population = result.population();
        line(
                "%d healthy configurations x %d seeds from %d on, %d kinds of failure in %d configurations; alpha = %s, %d folds.",
                population.healthy().size(),
                population.seeds(),
                population.firstSeed(),
                evaluation.byKind().size(),
                population.failing().size(),
                evaluation.alpha(),
                result.folds());
        line(
                "Joint thresholds %s; best form of the loss rule: %s.",
                String.join(
                        ", ",
                        evaluation.references().stream()
                                .map(reference -> "%.2f".formatted(reference.threshold()))
                                .toList()),
                evaluation.rivalForm());
        line("");
    }

    private void totals() {
        Evaluation unseen = evaluation.only(run -> !run.configurationSeen());
        line("| | all detectors | loss rule |");
        line("|---|---|---|");
        line("| false alarms | %s | %s |", falseAlarms(evaluation.ours()), falseAlarms(evaluation.rival()));
        line("| abnormal runs found | %s | %s |", found(evaluation.ours()), found(evaluation.rival()));
        line("| of configurations never seen | %s | %s |", found(unseen.ours()), found(unseen.rival()));
        line("| found no later than by the loss rule | %s | |", percent(evaluation.notLaterThanRivalShare()));
        line("| median first alarm, checkpoint | %s | %s |", median(evaluation.ours()), median(evaluation.rival()));
        line("");
    }

    private void kinds() {
        line("| kind | found | checkpoint | loss rule | checkpoint | not later |");
        line("|---|---|---|---|---|---|");
        evaluation
                .byKind()
                .forEach((kind, runs) -> line(
                        "| %s | %s | %s | %s | %s | %s |",
                        kind,
                        found(runs.ours()),
                        median(runs.ours()),
                        found(runs.rival()),
                        median(runs.rival()),
                        percent(runs.notLaterThanRivalShare())));
        line("");
    }

    private void misjudged() {
        line("False alarms: %s.", names(true));
        line("Missed: %s.", names(false));
    }

    private String names(boolean healthy) {
        Map<String, List<EvaluatedRun>> wrong = evaluation.runs().stream()
                .filter(run -> run.healthy() == healthy && run.misjudged())
                .collect(Collectors.groupingBy(EvaluatedRun::run, TreeMap::new, Collectors.toList()));
        return wrong.isEmpty()
                ? "none"
                : String.join(
                        "; ",
                        wrong.entrySet().stream()
                                .map(run -> healthy
                                        ? "`%s` (%s)".formatted(run.getKey(), alarms(run.getValue()))
                                        : "`%s` (%d of %d folds)"
                                                .formatted(
                                                        run.getKey(),
                                                        run.getValue().size(),
                                                        result.folds()))
                                .toList());
    }

    private static String alarms(List<EvaluatedRun> runs) {
        return String.join(
                ", ",
                runs.stream()
                        .flatMap(run -> run.alarms().stream())
                        .map(ResultTable::alarm)
                        .toList());
    }

    private static String alarm(FirstAlarm alarm) {
        return "%s at %d".formatted(alarm.kind(), alarm.index());
    }

    private static String falseAlarms(Tally tally) {
        WilsonInterval interval = WilsonInterval.of(tally.falseAlarms(), tally.healthy());
        return "%d of %d (%s; %s to %s)"
                .formatted(
                        tally.falseAlarms(),
                        tally.healthy(),
                        percent(tally.falseAlarmRate()),
                        percent(OptionalDouble.of(interval.low())),
                        percent(OptionalDouble.of(interval.high())));
    }

    private static String found(Tally tally) {
        return tally.abnormal() == 0
                ? "-"
                : "%d of %d (%s)".formatted(tally.detected(), tally.abnormal(), percent(tally.detectionRate()));
    }

    private static String median(Tally tally) {
        return tally.medianFirstAlarmCheckpoint().isPresent()
                ? String.format(
                        Locale.ROOT, "%.1f", tally.medianFirstAlarmCheckpoint().getAsDouble())
                : "-";
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble()) : "-";
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
