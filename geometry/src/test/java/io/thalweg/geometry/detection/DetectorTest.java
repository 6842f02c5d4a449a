package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DetectorTest {
    private static final HealthyFigures HEALTHY = new HealthyFigures(0.6, 0.5, 0.03, 1, 1, 0.5);
    private static final HealthyFigures SETTLING = new HealthyFigures(0.6, 0.5, 0.03, 1.5, 2, 0.005);
    private static final RunBests BESTS = new RunBests(0.7, 0.4);
    private static final SnapshotFigures NOW = new SnapshotFigures(10, 0.4, 0.12, 0.7);

    private static double score(DetectorKind kind, HealthyFigures healthy) {
        return kind.detector().score(NOW, BESTS, healthy);
    }

    @Test
    void distanceIsInUnitsOfFourTimesTheUsual() {
        assertEquals(0.12 / (4 * 0.03), score(DetectorKind.DISTANCE, HEALTHY), 1e-12);
    }

    @Test
    void regressionIsInUnitsOf15PercentOfProgressLost() {
        assertEquals(2, score(DetectorKind.REGRESSION, HEALTHY), 1e-12);
    }

    @Test
    void stallIsInQuartersOfProgressBehindTheSlowest() {
        assertEquals(0.8, score(DetectorKind.STALL, HEALTHY), 1e-12);
    }

    @Test
    void riseIsInTenthsOfANatAboveTheBest() {
        assertEquals(3, score(DetectorKind.RISE, HEALTHY), 1e-12);
    }

    @Test
    void excessIsInFifthsOfANatAboveTheWorst() {
        assertEquals(1, score(DetectorKind.EXCESS, HEALTHY), 1e-12);
    }

    @Test
    void settlingWidensDistanceRiseAndExcessAlone() {
        for (DetectorKind kind : DetectorKind.values()) {
            double wider = switch (kind) {
                case DISTANCE -> 1.5;
                case RISE, EXCESS -> 2;
                case REGRESSION, STALL -> 1;
            };

            assertEquals(score(kind, HEALTHY) / wider, score(kind, SETTLING), 1e-12, kind.name());
        }
    }
}
