package io.thalweg.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void badConfigurationIsWrongUsage() {
        assertEquals(2, run(Map.of("alpha", "x", "thread", "1")));
        assertEquals(2, text().lines().count());
        assertTrue(text().lines().allMatch(line -> line.startsWith("thalweg: ")));
    }

    @Test
    void takenPortFailsInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int code = run(Map.of("state.dir", folder.toString(), "http.port", Integer.toString(taken.getLocalPort())));

            assertEquals(1, code);
            assertEquals(1, text().lines().count());
            assertTrue(text().contains("port " + taken.getLocalPort()), text());
        }
    }

    @Test
    void unreachableClusterIsGivenUpByItsAddress() {
        int code = run(Map.of(
                "state.dir", folder.toString(),
                "http.port", "0",
                "bootstrap.servers", "127.0.0.1:1",
                "startup.timeout", "1s"));

        assertEquals(1, code);
        assertTrue(text().contains("Kafka at 127.0.0.1:1 cannot be reached, gave up after 1.0 s"), text());
    }

    @Test
    void manifoldFileThatIsMissingIsNamed() {
        int code = run(Map.of("state.dir", folder.toString(), "http.port", "0", "manifolds", "nowhere.safetensors"));

        assertEquals(1, code);
        assertTrue(text().contains("nowhere.safetensors"), text());
    }

    private int run(Map<String, String> flags) {
        return Service.run(flags, Map.of(), new PrintStream(errors, true, StandardCharsets.UTF_8)::println);
    }

    private String text() {
        return errors.toString(StandardCharsets.UTF_8);
    }
}
