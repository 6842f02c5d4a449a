package io.thalweg.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * An {@link EmbeddedBroker} in a child JVM, for tests that take the broker away: only another process can be killed
 * outright. It runs on this JVM's class path, logs to {@code broker.log} in its directory and ends with its parent.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 30;

    private final Process process;
    private final Path directory;
    private final int port;

    private BrokerProcess(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts a broker on a free port. */
    public static BrokerProcess start(Path directory) {
        return start(directory, LoopbackPort.free(RandomGenerator.getDefault()));
    }

    /**
     * Starts a broker and returns when it takes records.
     *
     * @throws BrokerStartException if it does not come up, with the child's own words
     */
    public static BrokerProcess start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
            Process process = new ProcessBuilder(command(directory, port))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("broker.log").toFile()))
                    .start();
            awaitReady(process);
            return new BrokerProcess(process, directory, port);
        } catch (IOException e) {
            throw new BrokerStartException("cannot start a broker in " + directory + ": " + e, e);
        }
    }

    /** Compiled by C1 alone, the broker takes half the processor time to start; throughput is not what it is for. */
    private static List<String> command(Path directory, int port) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=io/thalweg/broker/child-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcessMain.class.getName(),
                directory.toString(),
                Integer.toString(port));
    }

    /** The child's first and only line: ready, or why not. The end of the stream is the end of the child. */
    private static void awaitReady(Process process) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line = output.readLine();
        if (line == null || !line.startsWith(BrokerProcessMain.READY)) {
            process.destroyForcibly();
            throw new BrokerStartException(
                    line == null ? "the broker's process ended without a word; see broker.log in its directory" : line);
        }
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** The child's process id. */
    public long pid() {
        return process.pid();
    }

    /** Kills the child at once (SIGKILL) and waits until it is gone. Its data stays. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** Starts a new child on the directory and the port of this one, which must have been killed or closed. */
    public BrokerProcess restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("restart: process " + pid() + " is still running");
        }
        return start(directory, port);
    }

    /** Lets the child stop in good order; kills it if it takes longer than half a minute. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
        if (!await()) {
            kill();
        }
    }

    private boolean await() {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
