package io.thalweg.trainers.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.RunId;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.run.Configuration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationsTest {

    @Test
    void namesAreDistinct() {
        List<String> names = Stream.concat(Configurations.reference().stream(), Configurations.unseen().stream())
                .map(Configuration::name)
                .toList();

        assertEquals(names.size(), new HashSet<>(names).size());
    }

    @Test
    void referenceHasAtLeastTwentyConfigurations() {
        assertTrue(Configurations.reference().size() >= 20);
    }

    @Test
    void runNamesAreRunIds() {
        Set<RunId> ids = new HashSet<>();

        Populations.failing(Digits.load(), Configurations.unseen(), 2)
                .forEach(run -> ids.add(new RunId(run.runName())));

        assertEquals((Failure.values().length - 1) * Configurations.unseen().size() * 2, ids.size());
    }
}
