package io.thalweg.processor.tracking;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import io.thalweg.geometry.detection.HealthyFigures;
import io.thalweg.geometry.detection.JointCalibration;
import io.thalweg.geometry.detection.Kinship;
import io.thalweg.geometry.detection.RunDetectors;
import io.thalweg.geometry.detection.SnapshotFigures;
import io.thalweg.protocol.record.DetectorAlarms;
import io.thalweg.protocol.record.Detectors;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A measured snapshot, held against what healthy runs do at its point of training.
 *
 * @param measurement its figures
 * @param step the trainer's step
 * @param totalSteps what its run declares
 * @param detectors the run's, this snapshot included
 * @param healthy what healthy runs do here
 * @param threshold the joint threshold, in the detectors' units; absent where too few healthy runs support alpha
 * @param tube the nearest configuration; absent of a manifold without runs
 * @param slowerRate of a run that declares no length: healthy runs are looked at this many times fewer steps
 */
record Judgement(
        Measurement measurement,
        long step,
        OptionalLong totalSteps,
        RunDetectors detectors,
        HealthyFigures healthy,
        OptionalDouble threshold,
        @Nullable Tube tube,
        double slowerRate) {

    /**
     * Judges a snapshot.
     *
     * @param measurement the observation's
     * @param before the run's detectors before it
     */
    static Judgement of(
            Observation observation,
            Measurement measurement,
            RunDetectors before,
            OptionalLong totalSteps,
            double alpha) {
        JointCalibration calibration = observation.manifold().calibration();
        long step = observation.snapshot().step();
        SnapshotFigures figures = SnapshotFigures.of(step, measurement);
        HealthyFigures healthy = calibration.healthyAt(figures, totalSteps);
        return new Judgement(
                measurement,
                step,
                totalSteps,
                calibration.observe(before, figures, healthy),
                healthy,
                calibration.threshold(alpha, totalSteps.isPresent()),
                observation.tube(),
                calibration.settings().slowerRate());
    }

    boolean declared() {
        return totalSteps.isPresent();
    }

    /** Distance to the nearest configuration in multiples of the usual one; 0 where there is none. */
    double kinship() {
        return tube == null ? 0 : Kinship.score(tube, healthy);
    }

    /** The detectors as shares of the threshold. */
    Detectors shares() {
        return threshold.isPresent() ? Detectors.of(detectors.scores(), threshold.getAsDouble()) : Detectors.none();
    }

    /** What it says of each calibrated alarm; nothing without a threshold, which leaves the alarms as they are. */
    List<Reading> readings() {
        if (threshold.isEmpty()) {
            return List.of();
        }
        return DetectorAlarms.CALIBRATED.stream()
                .map(kind -> {
                    double share = DetectorAlarms.score(kind, detectors.scores()) / threshold.getAsDouble();
                    return new Reading(kind, share > 1, OptionalDouble.of(share), () -> Reasons.of(kind, this));
                })
                .toList();
    }
}
