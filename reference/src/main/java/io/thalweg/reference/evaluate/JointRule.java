package io.thalweg.reference.evaluate;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.RunDetectors;
import io.thalweg.geometry.detection.SnapshotFigures;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DetectorAlarms;
import io.thalweg.reference.trajectory.RecordedRun;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
