package io.thalweg.reference.report;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.geometry.detection.DetectorScores;
import io.thalweg.geometry.detection.HealthyFigures;
import io.thalweg.geometry.detection.SnapshotFigures;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.reference.evaluate.CoursePoint;
import io.thalweg.reference.evaluate.EvaluatedRun;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import io.thalweg.reference.evaluate.FirstAlarm;
import io.thalweg.reference.evaluate.ReferenceCourse;
import io.thalweg.reference.evaluate.RunCourse;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Small evaluations made by hand: three checkpoints a run, one reference run from ignorance to truth. */
final class Evaluations {
    static final FirstAlarm ALARM = new FirstAlarm(AlarmKind.STALL, 1, 10);

    private Evaluations() {}

    static ReferenceRun reference(double... progress) {
        List<ReferenceCheckpoint> checkpoints = IntStream.range(0, progress.length)
                .mapToObj(t -> new ReferenceCheckpoint(
                        t, 10L * t, progress[t], 0.03, 1 - progress[t], progress[t], List.of(progress[t], 0.1)))
                .toList();
        return new ReferenceRun("r", "c", Map.of(), 10L * (progress.length - 1), checkpoints);
    }

    static RunCourse course() {
        List<CoursePoint> points = IntStream.range(0, 3)
                .mapToObj(t -> new CoursePoint(
                        new SnapshotFigures(10L * t, 0.3 * t, 0.1, 1 - 0.3 * t),
                        new HealthyFigures(0.2 * t, 1.2 - 0.3 * t, 0.05, 1, 1, 0.25 * t),
                        new DetectorScores(0.5, 0, 0.25 * t, 0, 0),
                        List.of(0.3 * t, 0.2)))
                .toList();
        return new RunCourse(points, 20, 0.8);
    }

    static EvaluatedRun run(String name, String kind, List<FirstAlarm> alarms) {
        return new EvaluatedRun(name, "c", kind, 0, true, alarms, List.of(), course());
    }

    static Evaluation of(EvaluatedRun... runs) {
        ReferenceCourse course = new ReferenceCourse(
                List.of(reference(0, 0.5, 1)), List.of(0.05, 0.03, 0.02), List.of(0.0, 0.0), List.of(1.0, 0.0));
        return new Evaluation(
                0.05,
                List.of(runs),
                "climb",
                List.of(new CalibratedReference(48, 16, 0.8, 0.02, course)),
                List.of("a note & more"));
    }
}
