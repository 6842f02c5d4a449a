package io.thalweg.processor.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    @Test
    void isTextUnlessTold() {
        assertEquals(Optional.of(LogFormat.TEXT), LogFormat.in(Map.of()));
    }

    @Test
    void isJsonWhenTold() {
        assertEquals(Optional.of(LogFormat.JSON), LogFormat.in(Map.of("THALWEG_LOG_FORMAT", "json")));
    }

    @Test
    void isNothingElse() {
        assertEquals(Optional.empty(), LogFormat.in(Map.of("THALWEG_LOG_FORMAT", "xml")));
    }
}
