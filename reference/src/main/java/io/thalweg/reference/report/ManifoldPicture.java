package io.thalweg.reference.report;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.reference.evaluate.CoursePoint;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.ReferenceCourse;
import io.thalweg.reference.report.Plot.Mark;
import io.thalweg.reference.report.Plot.Spot;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Trajectories in the first two axes of the manifold, the reference's muted behind them. */
final class ManifoldPicture {
    private static final double MARGIN = 0.06;
    /** Of the runs' places, what lies farther out than this share is drawn at the edge. */
    private static final double SHOWN = 0.99;

    private final ReferenceCourse reference;
    private final Axis x;
    private final Axis y;

    private ManifoldPicture(ReferenceCourse reference, Axis x, Axis y) {
        this.reference = reference;
        this.x = x;
        this.y = y;
    }

    /** With room for the reference and nearly all of these runs. */
    static ManifoldPicture of(ReferenceCourse reference, Collection<EvaluatedRun> runs) {
        return new ManifoldPicture(
                reference, axis("first axis", reference, runs, Spot::x), axis("second axis", reference, runs, Spot::y));
    }

    /** These runs, each in the classes that it is given; a ring where each first raised an alarm. */
    String of(String title, List<EvaluatedRun> runs, Function<EvaluatedRun, String> classes, int width, int height) {
        Plot plot = new Plot(width, height, x, y);
        reference.runs().forEach(run -> plot.line(spots(run), "reference"));
        runs.forEach(run -> plot.line(spots(run), classes.apply(run)));
        anchor(plot, reference.ignorance(), "ignorance");
        anchor(plot, reference.truth(), "truth");
        runs.forEach(run -> FirstAlarms.mark(plot, run, ManifoldPicture::spot));
        return plot.svg(title);
    }

    private static void anchor(Plot plot, List<Double> coordinates, String name) {
        if (!coordinates.isEmpty()) {
            Spot at = spot(coordinates);
            plot.mark(at, Mark.CROSS, "anchor", name).note(at, name);
        }
    }

    private static Axis axis(
            String label, ReferenceCourse reference, Collection<EvaluatedRun> runs, ToDoubleFunction<Spot> value) {
        double[] own = Stream.concat(
                        reference.runs().stream().flatMap(run -> spots(run).stream()),
                        Stream.of(reference.ignorance(), reference.truth())
                                .filter(coordinates -> !coordinates.isEmpty())
                                .map(ManifoldPicture::spot))
                .mapToDouble(value)
                .sorted()
                .toArray();
        double[] others = runs.stream()
                .flatMap(run -> spots(run).stream())
                .mapToDouble(value)
                .sorted()
                .toArray();
        double low = Math.min(first(own, 0), first(others, 1 - SHOWN));
        double high = Math.max(-first(negated(own), 0), -first(negated(others), 1 - SHOWN));
        double margin = MARGIN * (high - low);
        return Axis.linear(label, low - margin, high + margin);
    }

    private static double first(double[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * sorted.length)];
    }

    private static double[] negated(double[] sorted) {
        return Arrays.stream(sorted).map(value -> -value).sorted().toArray();
    }

    private static List<Spot> spots(ReferenceRun run) {
        return run.checkpoints().stream()
                .map(ReferenceCheckpoint::coordinates)
                .map(ManifoldPicture::spot)
                .toList();
    }

    private static List<Spot> spots(EvaluatedRun run) {
        return run.course().points().stream().map(ManifoldPicture::spot).toList();
    }

    private static Spot spot(CoursePoint point) {
        return spot(point.coordinates());
    }

    /** A manifold of one axis lies on a straight line. */
    private static Spot spot(List<Double> coordinates) {
        return new Spot(coordinates.get(0), coordinates.size() > 1 ? coordinates.get(1) : 0);
    }
}
