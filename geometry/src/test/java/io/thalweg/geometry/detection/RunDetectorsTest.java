package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RunDetectorsTest {
    private static final HealthyFigures HEALTHY = new HealthyFigures(0, 9, 0.05, 1, 1, 0.5);
    private static final DetectorSettings SINGLE = DetectorSettings.defaults().withLoneShare(1);
    private static final DetectorSettings DEFAULTS = DetectorSettings.defaults();
    private static final DetectorSettings TWO = SINGLE.withLoneShare(0);

    private static RunDetectors off(DetectorSettings settings, double... nats) {
        RunDetectors state = RunDetectors.START;
        for (int t = 0; t < nats.length; t++) {
            state = state.after(new SnapshotFigures(t, 0.5, nats[t], 1), HEALTHY, settings);
        }
        return state;
    }

    @Test
    void largestScoreIsRemembered() {
        assertEquals(3, off(SINGLE, 0.2, 0.6, 0.1).largest(), 1e-12);
    }

    @Test
    void withTwoConsecutiveTheSmallerCounts() {
        assertEquals(1, off(TWO, 0.2, 0.6, 0.1).largest(), 1e-12);
    }

    @Test
    void withTwoConsecutiveTheFirstSnapshotScoresNothing() {
        assertEquals(0, off(TWO, 0.6).largest());
    }

    @Test
    void persistenceIsPerDetector() {
        RunDetectors state = RunDetectors.START
                .after(new SnapshotFigures(0, 0.5, 0.6, 1), HEALTHY, TWO)
                .after(new SnapshotFigures(1, 0.1, 0, 1), HEALTHY, TWO);

        assertEquals(0, state.largest());
    }

    @Test
    void aLoneFallCountsHalfUntilTheNextSnapshotConfirmsIt() {
        RunDetectors best = RunDetectors.START.after(new SnapshotFigures(0, 0.6, 0, 1), HEALTHY, DEFAULTS);
        RunDetectors fallen = best.after(new SnapshotFigures(1, 0.3, 0, 1), HEALTHY, DEFAULTS);
        RunDetectors stillDown = fallen.after(new SnapshotFigures(2, 0.3, 0, 1), HEALTHY, DEFAULTS);

        assertEquals(1, fallen.scores().regression(), 1e-12);
        assertEquals(2, stillDown.scores().regression(), 1e-12);
    }

    @Test
    void aLoneDistanceCountsWhole() {
        assertEquals(3, off(DEFAULTS, 0.2, 0.6).scores().distance(), 1e-12);
    }

    @Test
    void bestsCarryOn() {
        RunDetectors state = RunDetectors.START
                .after(new SnapshotFigures(0, 0.5, 0, 1), HEALTHY, SINGLE)
                .after(new SnapshotFigures(1, 0.3, 0, 1.2), HEALTHY, SINGLE)
                .after(new SnapshotFigures(2, 0.4, 0, 1.1), HEALTHY, SINGLE);

        assertEquals(0.1 / 0.15, state.scores().regression(), 1e-12);
        assertEquals(1, state.scores().rise(), 1e-12);
    }

    @Test
    void nonFiniteStaysAndTouchesNoScore() {
        RunDetectors state = off(SINGLE, 0.2).afterNonFinite();

        assertTrue(state.nonFinite());
        assertEquals(off(SINGLE, 0.2).largest(), state.largest());
    }

    @Test
    void figuresThatAreNotFiniteAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SnapshotFigures(1, Double.NaN, 0, 0));
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SINGLE.withLoneShare(1.1));
        assertThrows(IllegalArgumentException.class, () -> SINGLE.withSettling(1));
    }

    @Test
    void scoresBelowZeroOrNotNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DetectorScores(0, 0, Double.NaN, 0, 0));
    }
}
