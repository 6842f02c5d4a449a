package io.thalweg.reference.report;

import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import io.thalweg.reference.evaluate.Tally;
import io.thalweg.reference.evaluate.WilsonInterval;
import java.util.List;

/** The figures of an evaluation as tables. */
final class SummaryTables {
    private SummaryTables() {}

    static String figures(Evaluation evaluation) {
        return table(
                        List.of("", "false alarms", "95% interval", "detected", "median first alarm, checkpoint"),
                        List.of(
                                row("all detectors, one level", evaluation.ours()),
                                row("loss rule (" + evaluation.rivalForm() + ")", evaluation.rival())))
                + "<p>In <b>%s</b> of the abnormal runs an alarm came, and no later than the loss rule's.</p>\n"
                        .formatted(Markup.percent(evaluation.notLaterThanRivalShare()));
    }

    private static List<String> row(String name, Tally tally) {
        return List.of(
                name,
                share(tally.falseAlarms(), tally.healthy()),
                interval(tally),
                share(tally.detected(), tally.abnormal()),
                Markup.number(tally.medianFirstAlarmCheckpoint()));
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "no runs" : "%d of %d (%s)".formatted(part, whole, Markup.percent((double) part / whole));
    }

    private static String interval(Tally tally) {
        if (tally.healthy() == 0) {
            return "-";
        }
        WilsonInterval interval = WilsonInterval.of(tally.falseAlarms(), tally.healthy());
        return Markup.percent(interval.low()) + " to " + Markup.percent(interval.high());
    }

    static String references(List<CalibratedReference> references) {
        return table(
                List.of("manifold", "reference runs", "configurations", "smallest alpha", "joint threshold, units"),
                references.stream()
                        .map(reference -> List.of(
                                String.valueOf(references.indexOf(reference)),
                                String.valueOf(reference.runs()),
                                String.valueOf(reference.configurations()),
                                Markup.number(reference.smallestAlpha()),
                                Markup.number(reference.threshold())))
                        .toList());
    }

    static String misjudged(List<EvaluatedRun> runs) {
        return table(
                List.of("run", "kind", "manifold", "largest score / threshold", "alarms", "loss rule"),
                runs.stream()
                        .map(run -> List.of(
                                run.run(),
                                run.kind(),
                                String.valueOf(run.fold()),
                                Markup.number(run.course().largestScore())
                                        + " / "
                                        + Markup.number(run.course().threshold()),
                                FirstAlarms.say(run.alarms()),
                                FirstAlarms.say(run.rival())))
                        .toList());
    }

    private static String table(List<String> head, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
        head.forEach(cell -> html.append("<th>").append(Markup.escape(cell)).append("</th>"));
        html.append("</tr>\n");
        for (List<String> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(Markup.escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</table></div>\n").toString();
    }
}
