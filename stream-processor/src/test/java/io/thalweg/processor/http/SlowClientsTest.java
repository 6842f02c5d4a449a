package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.live.Records;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Clients that take what they ask for slowly, or never, and such as ask for too much. */
class SlowClientsTest {
    /** More than are answered at once. */
    private static final int CLIENTS = 40;

    private final RunningHttp http;
    private final List<Socket> clients = new ArrayList<>();

    SlowClientsTest() throws IOException {
        http = RunningHttp.start(Duration.ofMillis(400));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        http.close();
    }

    @Test
    void clientsThatNeverReadTheirAnswerKeepNobodyOut() throws Exception {
        // Answers larger than what the system buffers for both ends.
        String padding = "x".repeat(200);
        for (int step = 1; step <= 8000; step++) {
            Records.measure(
                    http.runs,
                    Records.metrics("a", step)
                            .tags(Map.of("a", padding, "b", padding, "c", padding))
                            .build(),
                    1);
        }
        for (int i = 0; i < CLIENTS; i++) {
            ask("GET /api/runs/a HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }

        assertEquals(200, health());
        int status = status("/api/runs");
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (status == 503 && System.nanoTime() < deadline) {
            status = status("/api/runs");
        }
        assertEquals(200, status);
    }

    @Test
    void requestWithTooLargeAHeaderIsRefused() throws Exception {
        Socket client =
                ask("GET /api/runs HTTP/1.1\r\nHost: localhost\r\nX-Large: " + "x".repeat(100_000) + "\r\n\r\n");

        assertTrue(isRefused(client));
        assertEquals(200, health());
    }

    @Test
    void requestWithTooManyHeadersIsRefused() throws Exception {
        StringBuilder headers = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            headers.append("X-").append(i).append(": 1\r\n");
        }
        Socket client = ask("GET /api/runs HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n");

        assertTrue(isRefused(client));
        assertEquals(200, health());
    }

    @Test
    void endlessBodyIsNotRead() throws Exception {
        Socket client = ask("POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\n");
        client.setSoTimeout(20_000);

        String line = new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

        assertEquals("HTTP/1.1 405", line);
        assertEquals(200, health());
    }

    private Socket ask(String request) throws IOException {
        Socket client = new Socket();
        clients.add(client);
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), http.port()));
        try {
            client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Refused before all of it was sent: what the test is about.
        }
        return client;
    }

    /** Closed, or answered as a bad request; never served. */
    private static boolean isRefused(Socket client) throws IOException {
        client.setSoTimeout(20_000);
        try (InputStream in = client.getInputStream()) {
            String answer = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
            return answer.isEmpty() || answer.startsWith("HTTP/1.1 4");
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private int health() throws Exception {
        return status("/health/live");
    }

    private int status(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(http.uri(path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }
}
