package io.thalweg.reference.report;

import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An evaluation as one HTML page: figures, what they rest on, trajectories, distances with their calibrated band,
 * detection by kind, and every miss and false alarm with its pictures. Inline SVG; no script, nothing fetched.
 */
public final class DetectionReport {
    /** Further ones are in the table only. */
    private static final int MOST_CARDS = 60;

    private final Evaluation evaluation;
    private final String subject;
    private final KindColours colours;
    private final List<EvaluatedRun> first;

    private DetectionReport(Evaluation evaluation, String subject) {
        this.evaluation = evaluation;
        this.subject = subject;
        this.colours = new KindColours(List.copyOf(evaluation.byKind().keySet()));
        int fold = evaluation.runs().stream().mapToInt(EvaluatedRun::fold).min().orElse(0);
        this.first = evaluation.only(run -> run.fold() == fold).runs();
    }

    /**
     * The page.
     *
     * @param subject what was evaluated, for its heading
     */
    public static String html(Evaluation evaluation, String subject) {
        return new DetectionReport(evaluation, subject).page();
    }

    private String page() {
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Markup.escape("Detection: " + subject))
                .append("</title>\n<style>\n")
                .append(Style.CSS)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(Markup.escape("Detection: " + subject))
                .append(
                        "</h1>\n<p>At most a share of alpha = %s of healthy runs may raise any alarm in their whole life.</p>\n"
                                .formatted(Markup.number(evaluation.alpha())))
                .append(SummaryTables.figures(evaluation))
                .append("<h2>What the calibration rests on</h2>\n")
                .append(SummaryTables.references(evaluation.references()));
        html.append("<ul>\n");
        evaluation
                .findings()
                .forEach(finding ->
                        html.append("<li>").append(Markup.escape(finding)).append("</li>\n"));
        html.append("</ul>\n<h2>Detection by kind</h2>\n")
                .append(legend("bar ours", "all detectors"))
                .append(KindChart.of(evaluation.byKind()));
        pictures(html);
        misjudged(html);
        return html.append("</body>\n</html>\n").toString();
    }

    private String legend(String classes, String text) {
        return "<ul class=\"legend\">"
                + entry(classes, text)
                + entry("bar rival", "loss rule (" + evaluation.rivalForm() + ")")
                + "</ul>\n";
    }

    private static String entry(String classes, String text) {
        String drawn = classes.startsWith("bar ")
                ? "<rect class=\"%s\" width=\"26\" height=\"10\"/>".formatted(classes)
                : "<polyline class=\"%s\" points=\"0,5 26,5\"/>".formatted(classes);
        return "<li><svg width=\"26\" height=\"10\" aria-hidden=\"true\">%s</svg>%s</li>"
                .formatted(drawn, Markup.escape(text));
    }

    private void pictures(StringBuilder html) {
        if (evaluation.references().isEmpty() || first.isEmpty()) {
            return;
        }
        CalibratedReference reference = evaluation.references().get(0);
        DistancePicture distance = DistancePicture.of(reference, first);
        List<EvaluatedRun> abnormal =
                first.stream().filter(run -> !run.healthy()).toList();
        html.append("<h2>Trajectories in the manifold</h2>\n<p>Reference runs are grey")
                .append(
                        evaluation.references().size() > 1
                                ? "; runs as the first of the %d manifolds saw them"
                                        .formatted(evaluation.references().size())
                                : "")
                .append(". A ring is a run's first alarm. What lies beyond the picture is drawn at its edge.</p>\n")
                .append("<ul class=\"legend\">")
                .append(entry("reference", "reference run"));
        colours.kinds().forEach(kind -> html.append(entry(colours.of(kind), kind)));
        html.append("</ul>\n")
                .append(ManifoldPicture.of(reference.course(), first)
                        .of("abnormal runs by kind", abnormal, run -> colours.of(run.kind()), 1200, 620))
                .append(
                        "<h2>Kind by kind</h2>\n<p>Left the manifold, right the distance over progress: dots are reference")
                .append(
                        " runs, each with its own configuration left out; the green band reaches to the usual distance, the")
                .append(" dashed line is the distance detector's threshold after the first 1.5% of the training.</p>\n")
                .append("<div class=\"cards\">\n");
        Map<String, List<EvaluatedRun>> kinds = first.stream()
                .collect(Collectors.groupingBy(EvaluatedRun::kind, LinkedHashMap::new, Collectors.toList()));
        kinds.forEach((kind, runs) -> html.append("<div class=\"card\"><h3>")
                .append(Markup.escape(kind))
                .append("</h3><p class=\"soft\">%d runs, %d with an alarm</p><div class=\"pictures\">\n"
                        .formatted(
                                runs.size(),
                                runs.stream()
                                        .filter(run -> run.firstAlarm().isPresent())
                                        .count()))
                .append(ManifoldPicture.of(reference.course(), runs).of("manifold", runs, this::classes, 280, 230))
                .append(distance.of("distance", runs, this::classes, 280, 230))
                .append("</div></div>\n"));
        html.append("</div>\n");
    }

    private String classes(EvaluatedRun run) {
        return run.healthy() ? "healthy c0" : colours.of(run.kind());
    }

    private void misjudged(StringBuilder html) {
        List<EvaluatedRun> wrong = evaluation.runs().stream()
                .filter(EvaluatedRun::misjudged)
                .sorted(Comparator.comparing(EvaluatedRun::healthy).reversed())
                .toList();
        html.append("<h2>False alarms and misses</h2>\n");
        if (wrong.isEmpty()) {
            html.append("<p>None.</p>\n");
            return;
        }
        html.append(SummaryTables.misjudged(wrong))
                .append("<ul class=\"legend\">")
                .append(entry("run", "the run"))
                .append(entry("bound", "slowest, usual, worst of the healthy"))
                .append(entry("threshold", "threshold"))
                .append(
                        "</ul>\n<p>The green area is what reference runs do at the same share of their length. Ring: our first")
                .append(" alarm; diamond: the loss rule's.</p>\n<div class=\"cards\">\n");
        Map<String, EvaluatedRun> cards = new LinkedHashMap<>();
        wrong.forEach(run -> cards.putIfAbsent(run.run(), run));
        cards.values().stream().limit(MOST_CARDS).forEach(run -> html.append(card(run)));
        html.append("</div>\n");
        if (cards.size() > MOST_CARDS) {
            html.append("<p>%d more without a picture.</p>\n".formatted(cards.size() - MOST_CARDS));
        }
    }

    private String card(EvaluatedRun run) {
        return "<div class=\"card\"><h3>%s</h3><p class=\"soft\">%s; manifold %d; %s: %s</p>%s</div>\n"
                .formatted(
                        Markup.escape(run.run()),
                        Markup.escape(run.kind()),
                        run.fold(),
                        run.healthy() ? "false alarm" : "missed",
                        Markup.escape(FirstAlarms.say(run.alarms())),
                        evaluation.references().size() > run.fold()
                                ? RunPictures.of(
                                        run,
                                        evaluation.references().get(run.fold()).course())
                                : "");
    }
}
