package io.thalweg.benchmarks.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.run.RunSpecification;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PopulationTest {
    private static final int FAILURES = Failure.values().length - 1;

    @Test
    void everyFailureHappensInEveryFailingConfiguration() {
        List<RunSpecification> runs = Population.full().runs(Digits.load());

        assertEquals(
                4L * FAILURES,
                runs.stream().filter(run -> run.failure() != Failure.NONE).count());
        assertTrue(runs.stream().allMatch(run -> run.seed() >= Population.FRESH_SEED));
        assertEquals(
                runs.size(),
                runs.stream()
                        .map(RunSpecification::runName)
                        .collect(Collectors.toSet())
                        .size());
    }

    /** Three quarters of the healthy runs are the reference of a fold, and alpha = 0.05 needs nineteen. */
    @Test
    void theQuickOneSupportsTheLevel() {
        Population quick = Population.quick();

        assertTrue(quick.healthy().size() * quick.seeds() * 3 / 4 >= 19);
    }

    @Test
    void anUnknownConfigurationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Population.quick().failingIn(List.of("mlp63-sgd")));
    }
}
