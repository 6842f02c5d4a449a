package io.thalweg.cli;

import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.evaluate.Tally;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalDouble;

/** An evaluation as a table for people: kinds, totals, and every false alarm and miss by name. */
final class EvaluationTable {
    private EvaluationTable() {}

    static void print(Evaluation evaluation, PrintWriter out) {
        evaluation
                .references()
                .forEach(reference -> out.printf(
                        "calibrated on %d runs of %d configurations (supports alpha >= %.3g): joint threshold %.3f%n",
                        reference.runs(),
                        reference.configurations(),
                        reference.smallestAlpha(),
                        reference.threshold()));
        out.printf(
                "%n%-28s %5s | %18s | %18s | %9s%n",
                "at alpha = " + evaluation.alpha(), "runs", "detected, median", "loss rule, median", "not later");
        evaluation.byKind().forEach((kind, runs) -> row(kind, runs, out));
        row("all abnormal", evaluation, out);
        Evaluation unseen = evaluation.only(run -> !run.configurationSeen());
        if (unseen.ours().abnormal() > 0) {
            row("  of configurations not seen", unseen, out);
        }
        falseAlarms(evaluation, out);
        missed(evaluation, out);
        out.printf("loss rule, best of its forms here: %s%n", evaluation.rivalForm());
        evaluation.findings().forEach(finding -> out.println("note: " + finding));
        out.flush();
    }

    private static void row(String name, Evaluation runs, PrintWriter out) {
        out.printf(
                "%-28s %5d | %9s %8s | %9s %8s | %9s%n",
                name,
                runs.ours().abnormal(),
                percent(runs.ours().detectionRate()),
                number(runs.ours().medianFirstAlarmCheckpoint()),
                percent(runs.rival().detectionRate()),
                number(runs.rival().medianFirstAlarmCheckpoint()),
                percent(runs.notLaterThanRivalShare()));
    }

    private static void falseAlarms(Evaluation evaluation, PrintWriter out) {
        Tally ours = evaluation.ours();
        out.printf(
                "%nfalse alarms: %d of %d healthy runs (%s); loss rule %d (%s)%n",
                ours.falseAlarms(),
                ours.healthy(),
                percent(ours.falseAlarmRate()),
                evaluation.rival().falseAlarms(),
                percent(evaluation.rival().falseAlarmRate()));
        evaluation.runs().stream()
                .filter(run -> run.healthy() && run.firstAlarm().isPresent())
                .forEach(run -> out.printf("  %s: %s%n", name(run), alarms(run.alarms())));
    }

    private static void missed(Evaluation evaluation, PrintWriter out) {
        List<EvaluatedRun> missed = evaluation.runs().stream()
                .filter(run -> !run.healthy() && run.firstAlarm().isEmpty())
                .toList();
        out.printf(
                "missed: %d of %d abnormal runs%n",
                missed.size(), evaluation.ours().abnormal());
        missed.forEach(run -> out.printf("  %s%n", name(run)));
    }

    private static String name(EvaluatedRun run) {
        return "%s (%s, fold %d)".formatted(run.run(), run.kind(), run.fold());
    }

    private static String alarms(List<FirstAlarm> alarms) {
        return String.join(
                ", ",
                alarms.stream()
                        .map(alarm -> "%s at checkpoint %d".formatted(alarm.kind(), alarm.index()))
                        .toList());
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? "%.1f%%".formatted(100 * share.getAsDouble()) : "-";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? "%.1f".formatted(value.getAsDouble()) : "-";
    }
}
