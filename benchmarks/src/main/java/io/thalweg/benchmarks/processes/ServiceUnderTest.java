package io.thalweg.benchmarks.processes;

import io.thalweg.processor.Main;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The service as a process, looked at through its HTTP endpoints and {@code /proc}. */
public final class ServiceUnderTest implements AutoCloseable {
    public static final String LOOPBACK = "127.0.0.1";

    private final JavaProcess process;
    private final String address;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private ServiceUnderTest(JavaProcess process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Starts it and waits until it is ready. Settings, such as {@code --threads=2}, come on top of the defaults. */
    public static ServiceUnderTest start(
            Path folder, String bootstrapServers, List<String> options, Path manifold, String... settings)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap.servers=" + bootstrapServers,
                "--instance.id=one",
                "--state.dir=" + folder.resolve("state"),
                "--manifolds=" + manifold));
        arguments.addAll(List.of(settings));
        ServiceUnderTest service = begin(folder, JavaLaunch.here(options), LOOPBACK, arguments);
        service.awaitReady();
        return service;
    }

    /**
     * Starts it without waiting for it.
     *
     * @param host the address of its HTTP
     * @param settings all that differs from the defaults, but for HTTP
     */
    public static ServiceUnderTest begin(Path folder, JavaLaunch launch, String host, List<String> settings)
            throws IOException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(settings);
        arguments.add("--http.host=" + host);
        arguments.add("--http.port=" + port);
        return new ServiceUnderTest(JavaProcess.start(folder, launch, Main.class, arguments), host + ":" + port);
    }

    /** Waits until it is ready; it must not end before. */
    public void awaitReady() throws IOException, InterruptedException {
        while (!ready()) {
            memory();
            Thread.sleep(100);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    public JavaProcess process() {
        return process;
    }

    public PeakMemory memory() throws IOException {
        return process.memory();
    }

    /** Snapshots measured. */
    public long measured() throws IOException, InterruptedException {
        return counter("thalweg_snapshots_total");
    }

    /** Snapshots rejected for this reason. */
    public long rejected(String reason) throws IOException, InterruptedException {
        return counter("thalweg_snapshots_rejected_total{reason=\"" + reason + "\"}");
    }

    private long counter(String name) throws IOException, InterruptedException {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private boolean ready() throws InterruptedException {
        try {
            return get("health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + address + "/" + path);
        return client.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** The first line of its metrics that begins so; empty if there is none. */
    public String metric(String prefix) throws IOException, InterruptedException {
        return get("metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .findFirst()
                .orElse("");
    }

    /** Stops it in good order. */
    public void stop() throws InterruptedException {
        process.stop();
    }

    @Override
    public void close() {
        process.close();
    }
}
