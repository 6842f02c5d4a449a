package io.thalweg.benchmarks.processes;

import io.thalweg.processor.Main;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service as a process, looked at through its HTTP endpoints and {@code /proc}. */
public final class ServiceUnderTest implements AutoCloseable {
    private final JavaProcess process;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private ServiceUnderTest(JavaProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it and waits until it is ready. Settings, such as {@code --threads=2}, come on top of the defaults. */
    public static ServiceUnderTest start(
            Path folder, String bootstrapServers, List<String> options, Path manifold, String... settings)
            throws IOException, InterruptedException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap.servers=" + bootstrapServers,
                "--instance.id=one",
                "--http.port=" + port,
                "--state.dir=" + folder.resolve("state"),
                "--manifolds=" + manifold));
        arguments.addAll(List.of(settings));
        ServiceUnderTest service =
                new ServiceUnderTest(JavaProcess.start(folder, options, Main.class, arguments), port);
        while (!service.ready()) {
            service.memory();
            Thread.sleep(100);
        }
        return service;
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
        URI uri = URI.create("http://127.0.0.1:" + port + "/" + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
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
