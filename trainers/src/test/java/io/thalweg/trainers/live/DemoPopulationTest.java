package io.thalweg.trainers.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.population.Populations;
import io.thalweg.trainers.run.RunSpecification;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoPopulationTest {

    private static final DataSet DIGITS = Digits.load();

    private final List<LiveRun> runs = DemoPopulation.runs(DIGITS);

    @Test
    void noRunIsInTheReference() {
        Set<String> reference = Populations.reference(DIGITS).stream()
                .map(RunSpecification::runName)
                .collect(Collectors.toSet());

        assertFalse(runs.stream()
                .anyMatch(run -> reference.contains(run.specification().runName())));
    }

    @Test
    void twoHealthyConfigurationsAtLeastAreUnseen() {
        long unseen = runs.stream()
                .filter(run -> run.specification().failure() == Failure.NONE)
                .filter(run ->
                        Configurations.unseen().contains(run.specification().configuration()))
                .count();

        assertTrue(unseen >= 2, "unseen: " + unseen);
    }

    @Test
    void allAreOneExperimentAndKeepTheirOtherTags() {
        Set<String> experiments =
                runs.stream().map(run -> run.tags().get("experiment")).collect(Collectors.toSet());

        assertEquals(Set.of("demo"), experiments);
        assertEquals("mlp64", runs.get(0).tags().get("arch"));
    }

    @Test
    void oneOfTheTwoFailingRunsObeys() {
        List<LiveRun> failing = runs.stream()
                .filter(run -> run.specification().failure() != Failure.NONE)
                .toList();

        assertEquals(2, failing.size());
        assertEquals(1, failing.stream().filter(LiveRun::obeysAdvice).count());
    }
}
