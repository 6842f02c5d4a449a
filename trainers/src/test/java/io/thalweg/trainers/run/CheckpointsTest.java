package io.thalweg.trainers.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointsTest {

    @ParameterizedTest
    @CsvSource({"1100,40", "39,40", "41,40", "1,2", "100000,40", "200,100"})
    void rangeFromZeroToTheEndWithoutRepetition(long totalSteps, int count) {
        long[] steps = Checkpoints.spaced(totalSteps, count);

        assertEquals(0, steps[0]);
        assertEquals(totalSteps, steps[count - 1]);
        assertEquals(count, Arrays.stream(steps).distinct().count());
        assertArrayEquals(Arrays.stream(steps).sorted().toArray(), steps);
    }

    @Test
    void halfOfThemLieInTheFirstTenth() {
        long[] steps = Checkpoints.spaced(1_100, 40);

        assertTrue(steps[20] < 110, Arrays.toString(steps));
    }

    @Test
    void moreCheckpointsThanStepsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Checkpoints.spaced(10, 12));
    }
}
