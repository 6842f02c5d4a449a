package io.thalweg.reference.report;

import io.thalweg.reference.evaluate.CoursePoint;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.report.Plot.Mark;
import io.thalweg.reference.report.Plot.Spot;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The first alarm of a run as a mark in a picture, and in words. */
final class FirstAlarms {
    private FirstAlarms() {}

    /** Marks where a run first raised an alarm; one that was not finite there is marked where it last was. */
    static void mark(Plot plot, EvaluatedRun run, Function<CoursePoint, Spot> place) {
        List<CoursePoint> points = run.course().points();
        run.alarms().stream()
                .min(Comparator.comparingInt(FirstAlarm::index))
                .filter(alarm -> !points.isEmpty())
                .ifPresent(alarm -> plot.mark(
                        place.apply(points.get(Math.min(alarm.index(), points.size() - 1))),
                        Mark.RING,
                        "ours",
                        run.run() + ": " + say(alarm)));
    }

    static String say(FirstAlarm alarm) {
        return "%s at checkpoint %d (step %d)".formatted(alarm.kind(), alarm.index(), alarm.step());
    }

    static String say(List<FirstAlarm> alarms) {
        return alarms.isEmpty()
                ? "no alarm"
                : String.join(", ", alarms.stream().map(FirstAlarms::say).toList());
    }
}
