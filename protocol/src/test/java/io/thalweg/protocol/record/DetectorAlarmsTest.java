package io.thalweg.protocol.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.geometry.detection.DetectorKind;
import io.thalweg.geometry.detection.DetectorScores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DetectorAlarmsTest {
    /** Scores of distance, regression, stall, rise, excess. */
    @ParameterizedTest
    @CsvSource({
        "OFF_MANIFOLD, DISTANCE, 5, 1, 1, 1, 9",
        "REGRESSION, REGRESSION, 5, 1, 1, 1, 9",
        "STALL, STALL, 0, 0, 3, 0, 2",
        "STALL, EXCESS, 0, 0, 0.1, 0, 2",
        "STALL, STALL, 0, 0, 0, 0, 2",
        "OVERFIT, EXCESS, 0, 0, 0, 1, 2",
        "OVERFIT, RISE, 0, 0, 0, 3, 2",
        "OVERFIT, RISE, 0, 0, 0.1, 1, 2",
    })
    void loudestDetectorOfAnAlarm(
            AlarmKind alarm,
            DetectorKind loudest,
            double distance,
            double regression,
            double stall,
            double rise,
            double excess) {
        DetectorScores scores = new DetectorScores(distance, regression, stall, rise, excess);

        assertEquals(loudest, DetectorAlarms.loudest(alarm, scores));
    }

    @Test
    void excessOfARunBehindTheSlowestIsNoOverFitting() {
        DetectorScores behind = new DetectorScores(0, 0, 0.01, 0, 4);

        assertEquals(0, DetectorAlarms.score(AlarmKind.OVERFIT, behind));
        assertEquals(4, DetectorAlarms.score(AlarmKind.STALL, behind));
    }

    @Test
    void silenceRestsOnNoDetector() {
        assertThrows(
                IllegalArgumentException.class, () -> DetectorAlarms.loudest(AlarmKind.SILENT, DetectorScores.NONE));
    }
}
