package io.thalweg.protocol.record;

import io.thalweg.geometry.detection.DetectorKind;
import io.thalweg.geometry.detection.DetectorScores;
import java.util.List;

/** Which alarm speaks for which detector: the one place, for the live processor and for the evaluation alike. */
public final class DetectorAlarms {
    /** The alarms that rest on the joint calibration, in the order of their records. */
    public static final List<AlarmKind> CALIBRATED =
            List.of(AlarmKind.OFF_MANIFOLD, AlarmKind.REGRESSION, AlarmKind.STALL, AlarmKind.OVERFIT);

    private DetectorAlarms() {}

    /**
     * The detector that speaks loudest for an alarm: the alarm stands when its score is over the threshold.
     *
     * <p>A loss in excess of all healthy runs' means two things. Of a run that is behind the slowest of them it says once more
     * that the run does not learn; whoever is woken must read {@code STALL}. Of a run that has come as far as they have it
     * says that it over-fits.
     *
     * @throws IllegalArgumentException for an alarm that rests on no detector
     */
    public static DetectorKind loudest(AlarmKind alarm, DetectorScores scores) {
        // The score of STALL is above zero exactly when progress is below the slowest healthy run's.
        boolean behind = scores.stall() > 0;
        return switch (alarm) {
            case OFF_MANIFOLD -> DetectorKind.DISTANCE;
            case REGRESSION -> DetectorKind.REGRESSION;
            case STALL -> behind && scores.excess() > scores.stall() ? DetectorKind.EXCESS : DetectorKind.STALL;
            case OVERFIT -> !behind && scores.excess() > scores.rise() ? DetectorKind.EXCESS : DetectorKind.RISE;
            case NON_FINITE, SILENT ->
                throw new IllegalArgumentException(
                        "%s rests on no detector: expected one of %s".formatted(alarm, CALIBRATED));
        };
    }

    /** The score of an alarm, in the detectors' units. */
    public static double score(AlarmKind alarm, DetectorScores scores) {
        return scores.of(loudest(alarm, scores));
    }
}
