package io.thalweg.benchmarks.population;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PopulationOptionsTest {
    @Test
    void withoutOptionsAHundredthIsMeasured() {
        PopulationOptions options = PopulationOptions.parse(new String[0]);

        assertEquals(0.01, options.share());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--share 1.5",
                "--share 0",
                "--share NaN",
                "--share half",
                "--threads 65",
                "--threads 2.5",
                "--runs",
                "-x"
            })
    void whatIsNotUnderstoodIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> PopulationOptions.parse(line.split(" ")));
    }
}
