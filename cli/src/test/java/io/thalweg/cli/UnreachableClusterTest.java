package io.thalweg.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where nobody listens: the address is named, and the wait ends when it was said to. */
class UnreachableClusterTest {
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir
    private Path temporary;

    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        folder = TrajectoryFiles.folder(temporary.resolve("runs"));
    }

    static Stream<List<String>> commands() {
        return Stream.of(
                List.of("watch", "--once"),
                List.of("topics", "create"),
                List.of("demo-runs"),
                List.of("publish", "--predictions", "cnn.s0.npy", "--labels", "labels.npy"),
                List.of("reference", "record", "--labels", "labels.npy", "--out", "recorded"),
                List.of("reference", "build", "--labels", "labels.npy", "--out", "m.safetensors"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void commandGivesUpAndNamesTheAddress(List<String> command) throws IOException {
        List<Object> arguments = new ArrayList<>();
        command.forEach(word -> arguments.add(word.matches(".*npy|recorded|m.safe.*") ? folder.resolve(word) : word));
        arguments.addAll(List.of("--bootstrap-server", NOBODY, "--connect-timeout", "1"));

        Invocation.of(arguments.toArray()).failed(1, "no Kafka at 127.0.0.1:1 within 1 s: ");

        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(5, files.count(), "nothing was written");
        }
    }

    @Test
    void addressThatIsNoneIsWrongUsage() {
        Invocation.of("watch", "--bootstrap-server", "nowhere").failed(2, "nowhere", "(see thalweg watch --help)");
    }

    @Test
    void serveIsNotReadyAndGivesUp() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        CompletableFuture<Invocation> served = CompletableFuture.supplyAsync(() -> serve(port, "5s"));

        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                .build();
        assertEquals(503, statusWhenUp(ready, served));
        served.get().failed(1, "thalweg: Kafka at 127.0.0.1:1 cannot be reached, gave up after 5.0 s");
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            serve(taken.getLocalPort(), "1s").failed(1, "port " + taken.getLocalPort());
        }
    }

    @Test
    void everyProblemOfTheConfigurationIsSaidAtOnce() {
        Invocation refused = Invocation.of("serve", "--set", "alpha=often", "--set", "thread=4");

        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("alpha") && refused.err().contains("often"), refused.err());
        assertTrue(refused.err().contains("thread"), refused.err());
        assertEquals(2, refused.err().lines().count(), refused.err());
    }

    private Invocation serve(int port, String timeout) {
        return Invocation.of(
                "serve",
                "--set",
                "bootstrap.servers=" + NOBODY,
                "--set",
                "state.dir=" + temporary.resolve("state"),
                "--set",
                "http.port=" + port,
                "--set",
                "startup.timeout=" + timeout);
    }

    private static int statusWhenUp(HttpRequest request, CompletableFuture<Invocation> served) throws Exception {
        while (!served.isDone()) {
            try {
                return HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode();
            } catch (IOException e) {
                Thread.sleep(50);
            }
        }
        throw new AssertionError("ended before it was up: " + served.get());
    }

    @Test
    void environmentReachesKafkasClientsAndAnOptionWins() {
        Map<String, String> environment = Map.of("THALWEG_KAFKA_SECURITY_PROTOCOL", "NONSENSE");
        String[] command = {"topics", "create", "--bootstrap-server", NOBODY, "--connect-timeout", "1"};

        Invocation.in(environment, (Object[]) command).failed(2, "NONSENSE");
        Invocation.in(
                        environment,
                        Stream.concat(Stream.of(command), Stream.of("-X", "security.protocol=PLAINTEXT"))
                                .toArray())
                .failed(1, "no Kafka at 127.0.0.1:1");
    }
}
