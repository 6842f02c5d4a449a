package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class HealthyNeighbourTest {
    private static final List<Landmark> LANDMARKS =
            List.of(Landmark.ignorance(), at(0.05), at(0.5), at(0.55), at(0.9), Landmark.truth());

    private static Landmark at(double progress) {
        return new Landmark("mlp64.s0", "mlp64", 1, 1, progress);
    }

    @Test
    void nearestAtTheSameProgressIsTaken() {
        double[] distances = {0.01, 0.01, 0.4, 0.3, 0.02, 0.01};

        assertEquals(3, HealthyNeighbour.of(LANDMARKS, distances, 0.52, 0.55));
    }

    @Test
    void runThatFellBackIsComparedAtItsBestProgress() {
        double[] distances = {0.01, 0.1, 0.4, 0.3, 2, 3};

        assertEquals(4, HealthyNeighbour.of(LANDMARKS, distances, 0.01, 0.93));
    }

    @Test
    void nearestOfAnyProgressIsTakenWhereNoneIsInTheWindow() {
        double[] distances = {0.01, 0.4, 0.2, 0.3, 0.5, 0.01};

        assertEquals(2, HealthyNeighbour.of(LANDMARKS, distances, 0.72, 0.72));
    }

    @Test
    void anchorIsTakenOnlyWhereThereIsNothingElse() {
        List<Landmark> anchors = List.of(Landmark.ignorance(), Landmark.truth());

        assertEquals(1, HealthyNeighbour.of(LANDMARKS, new double[] {0, 1, 1, 1, 1, 1}, 0, 0));
        assertEquals(1, HealthyNeighbour.of(anchors, new double[] {0.2, 0.1}, 0, 0));
    }

    @Test
    void distancesOfAnotherManifoldAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> HealthyNeighbour.of(LANDMARKS, new double[5], 0, 0));
    }
}
