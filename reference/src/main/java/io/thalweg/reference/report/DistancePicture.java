package io.thalweg.reference.report;

import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.geometry.detection.DistanceDetector;
import io.thalweg.reference.evaluate.CoursePoint;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import io.thalweg.reference.report.Plot.Spot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Off-manifold distance over progress: reference runs (own configuration left out) as dots, the band up to the usual
 * distance, the threshold of the distance detector, runs as lines.
 */
final class DistancePicture {
    static final double LEAST_NATS = 0.005;

    private final CalibratedReference reference;
    private final Axis y;

    private DistancePicture(CalibratedReference reference, Axis y) {
        this.reference = reference;
        this.y = y;
    }

    /** With room for all of these runs. */
    static DistancePicture of(CalibratedReference reference, Collection<EvaluatedRun> runs) {
        double largest = runs.stream()
                .flatMap(run -> run.course().points().stream())
                .mapToDouble(point -> point.figures().offManifoldNats())
                .max()
                .orElse(1);
        return new DistancePicture(reference, Axis.logarithmic("distance, nats", LEAST_NATS, largest));
    }

    /** These runs, each in the classes that it is given; a ring where each first raised an alarm. */
    String of(String title, List<EvaluatedRun> runs, Function<EvaluatedRun, String> classes, int width, int height) {
        Plot plot = new Plot(width, height, Axis.linear("progress", 0, 1), y);
        List<Spot> usual = usual(1);
        if (!usual.isEmpty()) {
            plot.area(usual, List.of(new Spot(0, LEAST_NATS), new Spot(1, LEAST_NATS)), "band");
        }
        plot.dots(
                reference.course().runs().stream()
                        .flatMap(run -> run.checkpoints().stream())
                        .map(DistancePicture::spot)
                        .toList(),
                "reference");
        plot.line(usual, "bound").line(usual(DistanceDetector.UNIT * reference.threshold()), "threshold");
        runs.forEach(run -> plot.line(
                run.course().points().stream().map(DistancePicture::spot).toList(), classes.apply(run)));
        runs.forEach(run -> FirstAlarms.mark(plot, run, DistancePicture::spot));
        return plot.svg(title);
    }

    private List<Spot> usual(double times) {
        List<Double> usual = reference.course().usualNats();
        List<Spot> spots = new ArrayList<>();
        for (int k = 0; k < usual.size(); k++) {
            spots.add(new Spot((double) k / Math.max(1, usual.size() - 1), times * usual.get(k)));
        }
        return spots;
    }

    private static Spot spot(CoursePoint point) {
        return new Spot(point.figures().progress(), point.figures().offManifoldNats());
    }

    private static Spot spot(ReferenceCheckpoint checkpoint) {
        return new Spot(checkpoint.progress(), checkpoint.offManifoldNats());
    }
}
