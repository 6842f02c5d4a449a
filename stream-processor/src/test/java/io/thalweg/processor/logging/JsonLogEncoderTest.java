package io.thalweg.processor.logging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.thalweg.protocol.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLogEncoderTest {
    private final JsonLogEncoder encoder = new JsonLogEncoder();

    @Test
    void keyValuesAreKeysBesideTheMessage() throws IOException {
        LoggingEvent event = event("decision", null);
        event.addKeyValuePair(new KeyValuePair("run", new RunId("mlp64.s1")));
        event.addKeyValuePair(new KeyValuePair("attempt", 2));
        event.addKeyValuePair(new KeyValuePair("step", 1200L));
        event.addKeyValuePair(new KeyValuePair("stopAdvised", true));

        JsonNode line = encoded(event);

        assertEquals(new ObjectMapper().readTree("""
                        {"time": "2026-11-26T10:00:00Z", "level": "INFO", "logger": "io.thalweg.Some", "thread": "main", "message": "decision",
                         "run": "mlp64.s1", "attempt": 2, "step": 1200, "stopAdvised": true}"""), line);
    }

    @Test
    void whatIsNoNumberIsText() throws IOException {
        LoggingEvent event = event("figures", null);
        event.addKeyValuePair(new KeyValuePair("share", 0.5));
        event.addKeyValuePair(new KeyValuePair("distance", Double.NaN));
        event.addKeyValuePair(new KeyValuePair("nothing", null));

        JsonNode line = encoded(event);

        assertEquals(0.5, line.get("share").doubleValue());
        assertEquals("NaN", line.get("distance").textValue());
        assertTrue(line.get("nothing").isNull());
    }

    @Test
    void keyValueDoesNotHideTheMessage() throws IOException {
        LoggingEvent event = event("refused", null);
        event.addKeyValuePair(new KeyValuePair("message", "hidden"));

        assertEquals("refused", encoded(event).get("message").textValue());
    }

    @Test
    void exceptionAndLineBreaksStayOnOneLine() throws IOException {
        LoggingEvent event = event("two\nlines", new IllegalStateException("because"));

        String text = new String(encoder.encode(event), StandardCharsets.UTF_8);

        assertEquals(text.length() - 1, text.indexOf('\n'));
        assertTrue(new ObjectMapper()
                .readTree(text)
                .get("exception")
                .textValue()
                .contains("IllegalStateException: because"));
        assertFalse(text.contains("\t"));
    }

    private JsonNode encoded(LoggingEvent event) throws IOException {
        return new ObjectMapper().readTree(encoder.encode(event));
    }

    private static LoggingEvent event(String message, @Nullable Throwable cause) {
        LoggerContext context = new LoggerContext();
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("io.thalweg.Some"), Level.INFO, message, cause, new Object[0]);
        event.setInstant(Instant.parse("2026-11-26T10:00:00Z"));
        event.setThreadName("main");
        return event;
    }
}
