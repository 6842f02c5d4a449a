package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shortest demo there is: real networks, a real broker; only what does not depend on the machine's speed is held. */
class DemoIT {
    @Test
    void headlessDemoEndsByItselfWithItsSummary(@TempDir Path temporary) {
        Invocation demo = Invocation.of(
                        "demo",
                        "--headless",
                        "--seconds",
                        25,
                        "--json",
                        "--http-port",
                        0,
                        "--data",
                        temporary.resolve("data"))
                .succeeded();

        JsonNode summary = demo.json();
        assertEquals(8, summary.get("runs").size());
        assertTrue(demo.err().startsWith("live page   http://127.0.0.1:"), demo.err());
    }
}
