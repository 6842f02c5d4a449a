package io.thalweg.reference.evaluate;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.RunDetectors;
import io.thalweg.geometry.detection.SnapshotFigures;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DetectorAlarms;
import io.thalweg.reference.trajectory.RecordedRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/** Detectors calibrated jointly on the reference runs at one alpha, applied to whole runs. */
final class JointRule {
    private final JointCalibration calibration;
    private final double alpha;

    private JointRule(JointCalibration calibration, double alpha) {
        this.calibration = calibration;
        this.alpha = alpha;
    }

    static JointRule of(List<ReferenceRun> reference, DetectorSettings settings, double alpha) {
        return new JointRule(JointCalibration.of(reference, settings), alpha);
    }

    /** The first alarm of each kind, in order of time. */
    List<FirstAlarm> alarms(MeasuredRun measured) {
        RecordedRun run = measured.run();
        double threshold = threshold(run.declaredTotalSteps().isPresent());
        Map<AlarmKind, FirstAlarm> first = new EnumMap<>(AlarmKind.class);
        RunDetectors state = RunDetectors.START;
        for (int t = 0; t < measured.measurements().size(); t++) {
            SnapshotFigures figures =
                    SnapshotFigures.of(run.step(t), measured.measurements().get(t));
            state = calibration.observe(state, figures, run.declaredTotalSteps());
            for (AlarmKind kind : DetectorAlarms.CALIBRATED) {
                if (DetectorAlarms.score(kind, state.scores()) > threshold) {
                    first.putIfAbsent(kind, new FirstAlarm(kind, t, run.step(t)));
                }
            }
        }
        run.nonFinite()
                .ifPresent(at -> first.put(
                        AlarmKind.NON_FINITE,
                        new FirstAlarm(AlarmKind.NON_FINITE, at.checkpoint(), run.step(at.checkpoint()))));
        return first.values().stream()
                .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                .toList();
    }

    /** What the run did at each checkpoint, and what it was held against there. */
    RunCourse course(MeasuredRun measured) {
        RecordedRun run = measured.run();
        List<CoursePoint> points = new ArrayList<>();
        RunDetectors state = RunDetectors.START;
        for (int t = 0; t < measured.measurements().size(); t++) {
            Measurement measurement = measured.measurements().get(t);
            SnapshotFigures figures = SnapshotFigures.of(run.step(t), measurement);
            state = calibration.observe(state, figures, run.declaredTotalSteps());
            points.add(new CoursePoint(
                    figures,
                    calibration.healthyAt(figures, run.declaredTotalSteps()),
                    state.scores(),
                    Arrays.stream(measurement.projection().coordinates())
                            .boxed()
                            .toList()));
        }
        return new RunCourse(
                points, run.totalSteps(), threshold(run.declaredTotalSteps().isPresent()));
    }

    /** The usual off-manifold distance at {@code k / intervals} of progress, nats. */
    List<Double> usualNats(int intervals) {
        return IntStream.rangeClosed(0, intervals)
                .mapToObj(k -> new SnapshotFigures(0, (double) k / intervals, 0, 0))
                .map(figures ->
                        calibration.healthyAt(figures, OptionalLong.of(1)).usualOffNats())
                .toList();
    }

    /** The joint threshold, in units. */
    double threshold(boolean declared) {
        Calibration runs = calibration.calibration(declared);
        return runs.threshold(alpha)
                .orElseThrow(() -> new EvaluationException(
                        "alpha is %s: the %d reference runs support %.3g at the smallest (ask for that, or more runs)"
                                .formatted(alpha, runs.runs(), runs.smallestAlpha())));
    }

    JointCalibration calibration() {
        return calibration;
    }
}
