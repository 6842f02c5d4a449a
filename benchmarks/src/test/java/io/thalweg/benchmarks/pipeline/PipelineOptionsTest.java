package io.thalweg.benchmarks.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PipelineOptionsTest {
    @Test
    void withoutANameAllCasesAreMeasured() {
        PipelineOptions options = parse();

        assertEquals(PipelineCase.ALL, options.cases());
        assertEquals(5, options.alternations());
    }

    @Test
    void minutesAreHowLongSnapshotsComeAtARate() {
        PipelineOptions options = parse("runs", "--minutes", "10");

        assertEquals(600, options.pacedSeconds());
        assertEquals(
                List.of("runs"),
                options.cases().stream().map(PipelineCase::name).toList());
    }

    @Test
    void landmarksAreThoseOfTheLargeCaseOnly() {
        PipelineOptions options = parse("one", "large", "--landmarks", "32");

        assertEquals(
                List.of(256, 32),
                options.cases().stream().map(PipelineCase::landmarks).toList());
    }

    @Test
    void filesCanBeKeptElsewhereMeanwhile() {
        assertEquals(
                Optional.of(Path.of("elsewhere")),
                parse("--scratch", "elsewhere").scratch());
        assertEquals(Optional.empty(), parse().scratch());
    }

    @Test
    void aFirstLookIsSmaller() {
        PipelineOptions options = parse("--quick", "one");

        assertTrue(options.cases().get(0).backlog() < PipelineCase.ALL.get(0).backlog());
        assertEquals(1, options.alternations());
    }

    @Test
    void whatIsNotUnderstoodIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> parse("two"));
        assertThrows(IllegalArgumentException.class, () -> parse("--minutes", "many"));
        assertThrows(IllegalArgumentException.class, () -> parse("--minutes"));
    }

    private static PipelineOptions parse(String... arguments) {
        return PipelineOptions.parse(arguments);
    }
}
