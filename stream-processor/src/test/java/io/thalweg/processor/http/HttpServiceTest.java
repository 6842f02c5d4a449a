package io.thalweg.processor.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.processor.configuration.ProcessorConfiguration.HttpSettings;
import io.thalweg.processor.configuration.ProcessorConfiguration.LiveSettings;
import io.thalweg.processor.http.HttpService.Views;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.live.Records;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.metrics.ProcessorMetrics;
import io.thalweg.protocol.record.AlarmKind;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServiceTest {
    private static final int KEPT_EVENTS = 50;
    private static final int EVENT_CLIENTS = 3;
    private static final JsonMapper JSON = new JsonMapper();

    private final List<String> obstacles = new ArrayList<>();
    private final EventLog events = new EventLog(KEPT_EVENTS, 100_000_000);
    private final LiveRuns runs = new LiveRuns(new LiveSettings(Duration.ofHours(1), 1000, 100, 100_000_000), events);
    private final ProcessorMetrics metrics = new ProcessorMetrics(10, "test", "plain-rows", "float32");
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpSettings settings = new HttpSettings("127.0.0.1", 0, EVENT_CLIENTS);
    private final HttpService service;

    HttpServiceTest() throws IOException {
        service = start(settings);
    }

    @BeforeEach
    void declareRun() {
        Records.declare(runs, Records.run("a", Map.of("note", "<script>alert(1)</script>", "arch", "mlp")), 1);
        Records.measure(
                runs,
                Records.metrics("a", 5).alarms(List.of(AlarmKind.OFF_MANIFOLD)).build(),
                2);
    }

    @AfterEach
    void close() {
        service.close();
        metrics.close();
    }

    private HttpService start(HttpSettings where) throws IOException {
        HealthView health = new HealthView() {
            @Override
            public boolean alive() {
                return !obstacles.contains("dead");
            }

            @Override
            public List<String> obstacles() {
                return obstacles;
            }
        };
        LoadedManifolds manifolds =
                new LoadedManifolds(DistanceKernels.plainRows(), 0.05, 1 << 20, InstantSource.system());
        return HttpService.start(
                where,
                new Views(health, metrics.exposition(), runs, events, manifolds, 0.05),
                new EventTimes(Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(30)));
    }

    @Test
    void runsAreListed() throws Exception {
        JsonNode list = json(get("/api/runs"));

        assertEquals("a", list.at("/runs/0/run").asText());
        assertEquals("running", list.at("/runs/0/state").asText());
        assertEquals("OFF_MANIFOLD", list.at("/runs/0/alarms/0").asText());
        assertEquals(5, list.at("/runs/0/latest/step").asInt());
        assertEquals(0.021, list.at("/runs/0/latest/offManifoldNats").asDouble());
        assertEquals(2, list.at("/lastEventId").asLong());
    }

    @Test
    void runsAreFiltered() throws Exception {
        Records.declare(runs, Records.run("b", Map.of("arch", "cnn")), 3);

        assertEquals(1, json(get("/api/runs?tag=arch:cnn")).get("matching").asInt());
        assertEquals(
                1, json(get("/api/runs?alarm=OFF_MANIFOLD")).get("matching").asInt());
        assertEquals(0, json(get("/api/runs?state=failed")).get("matching").asInt());
        assertEquals(1, json(get("/api/runs?limit=1")).get("shown").asInt());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs?state=asleep",
                "/api/runs?limit=0",
                "/api/runs?limit=many",
                "/api/runs?points=-1",
                "/api/runs?points=all",
                "/api/runs?tag=arch",
                "/api/runs/%3Cscript%3E",
                "/api/runs/"
            })
    void nonsenseIsABadRequest(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);

        assertEquals(400, response.statusCode());
        assertEquals(400, json(response).get("status").asInt());
        assertFalse(text(response).isEmpty());
    }

    @Test
    void oneRunHasHistoryAndTags() throws Exception {
        JsonNode run = json(get("/api/runs/a"));

        assertEquals(1, run.get("history").size());
        assertEquals(5, run.at("/history/0/step").asInt());
        assertEquals(0.021, run.at("/history/0/offManifoldNats").asDouble(), 1e-8);
        assertEquals("OFF_MANIFOLD", run.at("/history/0/alarms/0").asText());
        assertEquals("<script>alert(1)</script>", run.at("/tags/note").asText());
        assertFalse(run.get("thinned").asBoolean());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/runs/nobody",
                "/nowhere",
                "/api/runs/a/b",
                "/..%2fetc",
                "/page/main.js/",
                "/api/manifold?hash=x"
            })
    void whatIsNotThereIsNotFound(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);

        assertEquals(404, response.statusCode());
        assertTrue(json(response).has("error"));
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(uri("/api/runs"))
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertEquals(405, response.statusCode());
        assertEquals("GET, HEAD", response.headers().firstValue("Allow").orElseThrow());
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        HttpResponse<byte[]> response = client.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());

        assertEquals(200, response.statusCode());
        assertEquals(0, response.body().length);
        assertTrue(response.headers().firstValueAsLong("Content-Length").orElseThrow() > 1000);
    }

    @Test
    void compressedIsTheSame() throws Exception {
        byte[] plain = get("/page/main.js").body();

        HttpResponse<byte[]> response = get("/page/main.js", "Accept-Encoding", "br, gzip");

        assertEquals("gzip", response.headers().firstValue("Content-Encoding").orElseThrow());
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertArrayEquals(plain, in.readAllBytes());
        }
    }

    @Test
    void readyOnlyWithoutObstacles() throws Exception {
        assertEquals(200, get("/health/ready").statusCode());
        obstacles.add("no reference manifold is loaded");

        HttpResponse<byte[]> response = get("/health/ready");

        assertEquals(503, response.statusCode());
        assertEquals(
                "no reference manifold is loaded",
                json(response).at("/reasons/0").asText());
        assertEquals(200, get("/health/live").statusCode());
    }

    @Test
    void failedProcessorIsNotAlive() throws Exception {
        obstacles.add("dead");

        assertEquals(503, get("/health/live").statusCode());
    }

    @Test
    void metricsAreInTheFormatAskedFor() throws Exception {
        HttpResponse<byte[]> plain = get("/metrics");
        HttpResponse<byte[]> open = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

        assertTrue(plain.headers().firstValue("Content-Type").orElseThrow().startsWith("text/plain"));
        assertTrue(text(plain).contains("thalweg_snapshots_total 0.0"));
        assertTrue(text(open).endsWith("# EOF\n"));
    }

    @Test
    void pathsComeByColumns() throws Exception {
        Records.measure(runs, Records.metrics("a", 6).progress(0.25).build(), 3);
        Records.measure(runs, Records.metrics("a", 7).build(), 4);

        JsonNode path = json(get("/api/runs?points=2")).at("/runs/0/path");

        assertEquals("[5,7]", path.get("step").toString());
        assertEquals("[0.5,0.5]", path.get("progress").toString());
        assertEquals("[0.021,0.021]", path.get("offManifoldNats").toString());
        assertEquals("[[1.02,1.02],[-0.11,-0.11]]", path.get("coordinates").toString());
    }

    @Test
    void snapshotWithoutFiguresLeavesAGapInThePath() throws Exception {
        Records.measure(runs, Records.unmeasured("a", 6), 3);

        JsonNode path = json(get("/api/runs?points=9")).at("/runs/0/path");

        assertEquals("[0.5,null]", path.get("progress").toString());
        assertEquals("[[1.02,null],[-0.11,null]]", path.get("coordinates").toString());
    }

    @Test
    void eventsComeAsTheyHappen() throws Exception {
        try (EventReader reader = new EventReader("/api/events", "")) {
            reader.awaitHeaders();
            Records.measure(runs, Records.metrics("a", 6).build(), 3);

            List<String> event = reader.next();

            assertEquals("id: 3", event.get(0));
            assertEquals("event: metrics", event.get(1));
            assertTrue(event.get(2).startsWith("data: {\"schema\":\"thalweg.metrics/1\""), event.get(2));
        }
    }

    @Test
    void clientGoesOnWhereItWas() throws Exception {
        Records.measure(runs, Records.metrics("a", 6).build(), 3);
        try (EventReader reader = new EventReader("/api/events", "Last-Event-ID: 1\r\n")) {
            assertEquals("id: 2", reader.next().get(0));
            assertEquals("id: 3", reader.next().get(0));
        }
    }

    @Test
    void clientThatWasAwayTooLongIsToldToStartAnew() throws Exception {
        for (int i = 0; i < 2 * KEPT_EVENTS; i++) {
            Records.measure(runs, Records.metrics("a", 6 + i).build(), 3);
        }
        try (EventReader reader = new EventReader("/api/events?lastEventId=1", "")) {
            List<String> event = reader.next();

            assertEquals("event: reset", event.get(1));
            assertTrue(reader.ended());
        }
    }

    @Test
    void silenceIsFilledWithHeartbeats() throws Exception {
        try (EventReader reader = new EventReader("/api/events", "")) {
            assertEquals("event: beat", reader.heartbeat());
        }
    }

    @Test
    void clientThatStopsReadingIsCutOffAndItsPlaceIsFree() throws Exception {
        List<EventReader> stalled = new ArrayList<>();
        for (int i = 0; i < EVENT_CLIENTS; i++) {
            stalled.add(new EventReader("/api/events", ""));
            stalled.get(i).awaitHeaders();
        }
        assertEquals(503, eventStatus());
        String padding = "x".repeat(200);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        int status = 503;
        for (int step = 10; status == 503 && System.nanoTime() < deadline; step++) {
            for (int i = 0; i < 40; i++) {
                Records.measure(
                        runs,
                        Records.metrics("a", step)
                                .tags(Map.of("a", padding, "b", padding))
                                .build(),
                        3);
            }
            Thread.sleep(5);
            status = step % 50 == 0 ? eventStatus() : status;
        }

        assertEquals(200, status);
        for (EventReader reader : stalled) {
            reader.close();
        }
    }

    @Test
    void takenPortIsNamed() {
        int port = service.address().getPort();

        PortTakenException failure =
                assertThrows(PortTakenException.class, () -> start(new HttpSettings("127.0.0.1", port, EVENT_CLIENTS)));

        assertTrue(String.valueOf(failure.getMessage()).startsWith("port " + port + " on 127.0.0.1"));
        assertEquals(1, String.valueOf(failure.getMessage()).lines().count());
    }

    private int eventStatus() throws IOException {
        try (EventReader reader = new EventReader("/api/events", "")) {
            return reader.status();
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.address().getPort() + path);
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        return JSON.readTree(response.body());
    }

    /** A client of the event stream that reads only when told to. */
    private final class EventReader implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        EventReader(String path, String headers) throws IOException {
            socket = new Socket(
                    InetAddress.getLoopbackAddress(), service.address().getPort());
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 256);
        }

        int status() throws IOException {
            return Integer.parseInt(line().substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        void awaitHeaders() throws IOException {
            while (!line().startsWith("retry:")) {
                // headers and the size of the first chunk
            }
        }

        String heartbeat() throws IOException {
            String line = line();
            while (!line.startsWith("event:")) {
                line = line();
            }
            return line;
        }

        List<String> next() throws IOException {
            String line = line();
            while (!line.startsWith("id:")) {
                line = line();
            }
            return List.of(line, line(), line());
        }

        boolean ended() throws IOException {
            String line = in.readLine();
            while (line != null && !line.equals("0")) {
                line = in.readLine();
            }
            return true;
        }

        private String line() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new IOException("the stream ended");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
