package io.thalweg.reference.report;

import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.geometry.detection.DistanceDetector;
import io.thalweg.reference.evaluate.CoursePoint;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.evaluate.ReferenceCourse;
import io.thalweg.reference.report.Plot.Mark;
import io.thalweg.reference.report.Plot.Spot;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** One run's figures over its checkpoints, with what healthy runs do behind them, and its score against the threshold. */
final class RunPictures {
    private static final int WIDTH = 285;
    private static final int HEIGHT = 190;
    private static final double HEADROOM = 1.05;

    private final EvaluatedRun run;
    private final List<CoursePoint> points;
    private final ReferenceCourse reference;

    private RunPictures(EvaluatedRun run, ReferenceCourse reference) {
        this.run = run;
        this.points = run.course().points();
        this.reference = reference;
    }

    /** Four pictures in a row; nothing for a run without a finite checkpoint. */
    static String of(EvaluatedRun run, ReferenceCourse reference) {
        return run.course().points().isEmpty() ? "" : new RunPictures(run, reference).all();
    }

    private String all() {
        double threshold = run.course().threshold();
        return "<div class=\"pictures\">"
                + picture(
                        Axis.linear("progress", 0, 1),
                        point -> point.figures().progress(),
                        new HealthyEnvelope(reference.runs(), ReferenceCheckpoint::progress),
                        List.of(point -> point.healthy().slowestProgress()))
                + picture(
                        Axis.logarithmic("distance, nats", DistancePicture.LEAST_NATS, 1),
                        point -> point.figures().offManifoldNats(),
                        new HealthyEnvelope(reference.runs(), ReferenceCheckpoint::offManifoldNats),
                        List.of(
                                point -> point.healthy().usualOffNats(),
                                point -> threshold * DistanceDetector.unitNats(point.healthy())))
                + picture(
                        Axis.linear("half the loss, nats", 0, HEADROOM * most(this::loss)),
                        this::loss,
                        new HealthyEnvelope(reference.runs(), ReferenceCheckpoint::distanceToTruthNats),
                        List.of(point -> point.healthy().worstDistanceToTruthNats()))
                + scores(threshold)
                + "</div>\n";
    }

    private String picture(
            Axis y,
            ToDoubleFunction<CoursePoint> figure,
            HealthyEnvelope envelope,
            List<ToDoubleFunction<CoursePoint>> bounds) {
        Plot plot = plot(y);
        plot.area(
                over(point -> envelope.most(fraction(point))), over(point -> envelope.least(fraction(point))), "band");
        for (int i = 0; i < bounds.size(); i++) {
            plot.line(over(bounds.get(i)), i == 0 ? "bound" : "threshold");
        }
        return marked(plot.line(over(figure), "run"), figure).svg(y.label());
    }

    private String scores(double threshold) {
        ToDoubleFunction<CoursePoint> score = point -> point.scores().largest();
        Axis y = Axis.linear("largest score, units", 0, HEADROOM * Math.max(most(score), 1.2 * threshold));
        Plot plot = plot(y).line(over(point -> threshold), "threshold").line(over(score), "run");
        return marked(plot, score).svg("score against the joint threshold");
    }

    private Plot plot(Axis y) {
        return new Plot(WIDTH, HEIGHT, Axis.linear("checkpoint", 0, points.size() - 1), y);
    }

    private Plot marked(Plot plot, ToDoubleFunction<CoursePoint> figure) {
        mark(plot, run.rival(), Mark.DIAMOND, "rival", figure);
        mark(plot, run.alarms(), Mark.RING, "ours", figure);
        return plot;
    }

    private void mark(
            Plot plot, List<FirstAlarm> alarms, Mark mark, String classes, ToDoubleFunction<CoursePoint> figure) {
        alarms.stream()
                .min(Comparator.comparingInt(FirstAlarm::index))
                .filter(alarm -> alarm.index() < points.size())
                .ifPresent(alarm -> plot.mark(
                        new Spot(alarm.index(), figure.applyAsDouble(points.get(alarm.index()))),
                        mark,
                        classes,
                        FirstAlarms.say(alarm)));
    }

    private double loss(CoursePoint point) {
        return point.figures().distanceToTruthNats();
    }

    private double fraction(CoursePoint point) {
        return (double) point.figures().step() / Math.max(1, run.course().totalSteps());
    }

    private double most(ToDoubleFunction<CoursePoint> figure) {
        return points.stream().mapToDouble(figure).max().orElse(1);
    }

    private List<Spot> over(ToDoubleFunction<CoursePoint> figure) {
        return IntStream.range(0, points.size())
                .mapToObj(t -> new Spot(t, figure.applyAsDouble(points.get(t))))
                .toList();
    }
}
