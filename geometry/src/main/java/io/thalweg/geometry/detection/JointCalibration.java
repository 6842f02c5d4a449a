package io.thalweg.geometry.detection;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.ReferenceRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One level alpha for a run's whole life over all detectors together. A run's score is the largest scaled value over
 * detectors and time; the threshold is the conformal quantile of the reference runs' scores ({@link Calibration}), each
 * computed as if the reference had never seen its configuration: landmarks, slowest and worst run, and usual distance are
 * of the other configurations. (Detectors calibrated one by one at alpha raise up to five alpha.)
 *
 * <p>Runs that declare no length are held against scores of reference runs that were compared by step as they are.
 * Immutable.
 */
public final class JointCalibration {
    private final DetectorSettings settings;
    private final HealthyCourse course;
    private final List<RunScore> scores;
    private final Calibration byFraction;
    private final Calibration byStep;

    /**
     * A reference run's score, its own configuration left out.
     *
     * @param run the run
     * @param score its score, compared by fraction of its length
     * @param scoreByStep its score had it not declared its length
     * @param detector which detector it was
     * @param step when
     */
    public record RunScore(ReferenceRun run, double score, double scoreByStep, DetectorKind detector, long step) {}

    private JointCalibration(HealthyCourse course, List<RunScore> scores, DetectorSettings settings) {
        this.settings = settings;
        this.course = course;
        this.scores = scores;
        int configurations = (int)
                scores.stream().map(score -> score.run().config()).distinct().count();
        this.byFraction =
                Calibration.of(scores.stream().mapToDouble(RunScore::score).toArray(), configurations);
        this.byStep = Calibration.of(
                scores.stream().mapToDouble(RunScore::scoreByStep).toArray(), configurations);
    }

    /** On reference runs. If all are of one configuration, each run is left out by itself instead. */
    public static JointCalibration of(List<ReferenceRun> runs, DetectorSettings settings) {
        boolean byConfiguration =
                runs.stream().map(ReferenceRun::config).distinct().count() > 1;
        Map<String, HealthyCourse> courses = new HashMap<>();
        List<RunScore> scores = new ArrayList<>();
        for (ReferenceRun run : runs) {
            HealthyCourse others = courses.computeIfAbsent(
                    group(run, byConfiguration),
                    own -> HealthyCourse.of(
                            runs.stream()
                                    .filter(other ->
                                            !group(other, byConfiguration).equals(own))
                                    .toList(),
                            settings));
            scores.add(score(run, others, settings));
        }
        return new JointCalibration(HealthyCourse.of(runs, settings), List.copyOf(scores), settings);
    }

    private static String group(ReferenceRun run, boolean byConfiguration) {
        return byConfiguration ? run.config() : run.run();
    }

    private static RunScore score(ReferenceRun run, HealthyCourse others, DetectorSettings settings) {
        RunDetectors declared = RunDetectors.START;
        RunDetectors undeclared = RunDetectors.START;
        DetectorKind detector = DetectorKind.DISTANCE;
        long step = 0;
        for (ReferenceRun.ReferenceCheckpoint checkpoint : run.checkpoints()) {
            SnapshotFigures snapshot = SnapshotFigures.of(checkpoint);
            RunDetectors next =
                    declared.after(snapshot, others.at(snapshot, OptionalLong.of(run.totalSteps())), settings);
            if (next.largest() > declared.largest()) {
                detector = next.scores().worst();
                step = checkpoint.step();
            }
            declared = next;
            undeclared = undeclared.after(snapshot, others.at(snapshot, OptionalLong.empty()), settings);
        }
        return new RunScore(run, declared.largest(), undeclared.largest(), detector, step);
    }

    /**
     * The run's state with one more snapshot, of a later step than the one before.
     *
     * @param totalSteps what the run declares
     */
    public RunDetectors observe(RunDetectors before, SnapshotFigures snapshot, OptionalLong totalSteps) {
        return observe(before, snapshot, course.at(snapshot, totalSteps));
    }

    /** The same, where what healthy runs do at the snapshot's point is known already. */
    public RunDetectors observe(RunDetectors before, SnapshotFigures snapshot, HealthyFigures healthy) {
        return before.after(snapshot, healthy, settings);
    }

    /** What healthy runs do at a snapshot's point of training. */
    public HealthyFigures healthyAt(SnapshotFigures snapshot, OptionalLong totalSteps) {
        return course.at(snapshot, totalSteps);
    }

    /** The joint threshold for runs that declare their length; empty if there are too few runs for this alpha. */
    public OptionalDouble threshold(double alpha) {
        return byFraction.threshold(alpha);
    }

    /**
     * The joint threshold, in units; empty if there are too few runs for this alpha, and if it is zero: healthy runs that are
     * all alike make every other run infinitely far over it.
     *
     * @param declared for runs that declare their length, or for those that do not
     */
    public OptionalDouble threshold(double alpha, boolean declared) {
        OptionalDouble threshold = calibration(declared).threshold(alpha);
        return threshold.isPresent() && threshold.getAsDouble() > 0 ? threshold : OptionalDouble.empty();
    }

    /** The calibration for runs that declare their length, or for those that do not. */
    public Calibration calibration(boolean declared) {
        return declared ? byFraction : byStep;
    }

    /** The reference runs' scores, in their order. */
    public List<RunScore> scores() {
        return scores;
    }

    /** How it was calibrated. */
    public DetectorSettings settings() {
        return settings;
    }
}
