package io.thalweg.geometry.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigurationTubesTest {
    private static final List<Landmark> LANDMARKS = List.of(
            Landmark.ignorance(),
            new Landmark("a.s0", "a", 1, 1, 0.2),
            new Landmark("a.s0", "a", 2, 2, 0.8),
            new Landmark("b.s0", "b", 1, 1, 0.25),
            new Landmark("b.s1", "b", 1, 1, 0.3));
    private static final ConfigurationTubes TUBES = ConfigurationTubes.of(LANDMARKS);

    @Test
    void comparesAtTheSameProgress() {
        double[] distances = {0, 0.5, 0.01, 0.3, 0.4};

        assertEquals(Optional.of(new Tube("b", 0.3)), TUBES.nearest(distances, 0.25));
    }

    @Test
    void farFromEveryProgressTheNearestCounts() {
        double[] distances = {0, 0.5, 0.4, 0.3, 0.45};

        assertEquals(Optional.of(new Tube("a", 0.4)), TUBES.nearest(distances, 0.6));
    }

    @Test
    void theRunOfALandmarkIsLeftOut() {
        double[] distances = {0, 0.5, 0.5, 0, 0.4};

        assertEquals(Optional.of(new Tube("b", 0.4)), TUBES.nearestWithoutItsRun(3, distances));
    }

    @Test
    void siblingsAreOtherRunsOfTheConfiguration() {
        assertTrue(TUBES.hasSiblings(3));
        assertFalse(TUBES.hasSiblings(1));
        assertFalse(TUBES.hasSiblings(0));
    }

    @Test
    void anchorsAreNoConfiguration() {
        assertEquals(
                Optional.empty(),
                ConfigurationTubes.of(List.of(Landmark.ignorance(), Landmark.truth()))
                        .nearest(new double[2], 0));
    }

    @Test
    void otherNumbersOfDistancesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> TUBES.nearest(new double[2], 0));
    }
}
