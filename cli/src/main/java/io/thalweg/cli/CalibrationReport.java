package io.thalweg.cli;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.JointCalibration.RunScore;
import io.thalweg.geometry.detection.Kinship;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** What alarms and familiarity rest on in a manifold, as the live processor will compute it. */
final class CalibrationReport {
    private static final List<Double> LEVELS = List.of(0.01, 0.05, 0.1, 0.2);

    private final JointCalibration joint;
    private final Kinship kinship;

    private CalibrationReport(JointCalibration joint, Kinship kinship) {
        this.joint = joint;
        this.kinship = kinship;
    }

    static CalibrationReport of(ReferenceManifold manifold) {
        JointCalibration joint = JointCalibration.of(manifold.runs(), DetectorSettings.defaults());
        return new CalibrationReport(joint, Kinship.of(manifold, joint));
    }

    /** The threshold for runs that declare their length, in the detectors' units. */
    OptionalDouble threshold(double alpha) {
        return joint.threshold(alpha, true);
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = support(joint.calibration(true));
        json.put("thresholds", byLevel(alpha -> joint.threshold(alpha, true)));
        json.put("thresholdsByStep", byLevel(alpha -> joint.threshold(alpha, false)));
        json.put("scores", joint.scores().stream().map(CalibrationReport::score).toList());
        Map<String, Object> familiarity = support(kinship.calibration());
        familiarity.put("boundaries", byLevel(kinship::boundary));
        json.put("familiarity", familiarity);
        return json;
    }

    List<String> lines() {
        Calibration runs = joint.calibration(true);
        Calibration siblings = kinship.calibration();
        List<String> lines = new ArrayList<>();
        lines.add("alarms: calibrated on %d runs of %d configurations, alpha of %.3g or more"
                .formatted(runs.runs(), runs.configurations(), runs.smallestAlpha()));
        lines.add("  joint threshold in units by alpha: %s; of runs that declare no length: %s"
                .formatted(
                        words(alpha -> joint.threshold(alpha, true)), words(alpha -> joint.threshold(alpha, false))));
        lines.add("familiarity: calibrated on %d runs with siblings among the landmarks, alpha of %.3g or more"
                .formatted(siblings.runs(), siblings.smallestAlpha()));
        lines.add("  boundary in multiples of the usual distance by alpha: %s".formatted(words(kinship::boundary)));
        return lines;
    }

    private static Map<String, Object> support(Calibration calibration) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("runs", calibration.runs());
        json.put("configurations", calibration.configurations());
        json.put("smallestAlpha", calibration.smallestAlpha());
        return json;
    }

    private static Map<String, Double> byLevel(DoubleFunction<OptionalDouble> value) {
        Map<String, Double> levels = new LinkedHashMap<>();
        for (double alpha : LEVELS) {
            value.apply(alpha).ifPresent(found -> levels.put(Double.toString(alpha), found));
        }
        return levels;
    }

    private static String words(DoubleFunction<OptionalDouble> value) {
        List<String> words = new ArrayList<>();
        for (double alpha : LEVELS) {
            OptionalDouble found = value.apply(alpha);
            words.add(
                    found.isPresent()
                            ? String.format(Locale.ROOT, "%s: %.3g", alpha, found.getAsDouble())
                            : alpha + ": too few runs");
        }
        return String.join(", ", words);
    }

    private static Map<String, Object> score(RunScore score) {
        ReferenceRun run = score.run();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("run", run.run());
        json.put("config", run.config());
        json.put("score", score.score());
        json.put("scoreByStep", score.scoreByStep());
        json.put("detector", score.detector().name().toLowerCase(Locale.ROOT));
        json.put("step", score.step());
        json.put("largestOffManifoldNats", run.score());
        json.put("checkpoints", run.checkpoints().size());
        json.put(
                "finalProgress",
                run.checkpoints().get(run.checkpoints().size() - 1).progress());
        return json;
    }
}
