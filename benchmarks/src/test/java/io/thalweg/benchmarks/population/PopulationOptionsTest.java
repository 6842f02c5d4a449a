package io.thalweg.benchmarks.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PopulationOptionsTest {
    @Test
    void withoutOptionsAHundredthIsMeasured() {
        PopulationOptions options = PopulationOptions.parse(new String[0]);

        assertEquals(0.01, options.share());
    }

    @Test
    void moreThanAllIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PopulationOptions.parse(new String[] {"--share", "1.5"}));
    }
}
