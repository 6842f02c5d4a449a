package io.thalweg.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * An {@link EmbeddedBroker} in a child JVM, for tests that take the broker away: only another process can be killed
 * outright. It runs on this JVM's class path, logs to {@code broker.log} in its directory and ends with its parent.
 */
public final class BrokerProcess implements AutoCloseable {
    private static final long STOP_SECONDS = 30;
    private static final int C1 = 1;
    private static final int C2 = 4;

    private final Process process;
    private final Launch launch;

    private BrokerProcess(Process process, Launch launch) {
        this.process = process;
        this.launch = launch;
    }

    /**
     * What is started, and started again.
     *
     * @param directory where the node keeps its data
     * @param self the node
     * @param nodes all nodes of its cluster
     * @param wrapper a command that runs the command given to it in its own process, such as {@code ip netns exec NAME}; empty for
     *     none
     * @param optimized whether C2 compiles it, too
     */
    record Launch(Path directory, ClusterNode self, List<ClusterNode> nodes, List<String> wrapper, boolean optimized) {
        Launch {
            nodes = List.copyOf(nodes);
            wrapper = List.copyOf(wrapper);
        }
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
        return start(alone(directory, port, false));
    }

    /** Starts a broker on a free port that, like one in earnest, takes less processor time once it has run for a while. */
    public static BrokerProcess startOptimized(Path directory) {
        return start(alone(directory, LoopbackPort.free(RandomGenerator.getDefault()), true));
    }

    private static Launch alone(Path directory, int port, boolean optimized) {
        int controllerPort = LoopbackPort.freeOtherThan(port, RandomGenerator.getDefault());
        ClusterNode alone = new ClusterNode(1, LoopbackPort.HOST, port, controllerPort);
        return new Launch(directory, alone, List.of(alone), List.of(), optimized);
    }

    static BrokerProcess start(Launch launch) {
        BrokerProcess begun = begin(launch);
        begun.awaitReady();
        return begun;
    }

    /** Starts a child without waiting for it: of several nodes none is ready before most of them are there. */
    static BrokerProcess begin(Launch launch) {
        Path directory = launch.directory();
        try {
            Files.createDirectories(directory);
            Process process = new ProcessBuilder(command(launch))
                    .redirectError(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("broker.log").toFile()))
                    .start();
            return new BrokerProcess(process, launch);
        } catch (IOException e) {
            throw new BrokerStartException("cannot start a broker in " + directory + ": " + e, e);
        }
    }

    /** Compiled by C1 alone, the broker takes half the processor time to start; throughput is seldom what it is for. */
    private static List<String> command(Launch launch) {
        List<String> command = new ArrayList<>(launch.wrapper());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=" + (launch.optimized() ? C2 : C1),
                "-Dlogback.configurationFile=io/thalweg/broker/child-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcessMain.class.getName(),
                launch.directory().toString(),
                Integer.toString(launch.self().id()),
                ClusterNode.format(launch.nodes())));
        return command;
    }

    /** The child's first and only line: ready, or why not. The end of the stream is the end of the child. */
    void awaitReady() {
        String line;
        try {
            line = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
        } catch (IOException e) {
            line = null;
        }
        if (line == null || !line.startsWith(BrokerProcessMain.READY)) {
            process.destroyForcibly();
            throw new BrokerStartException(
                    line == null ? "the broker's process ended without a word; see broker.log in its directory" : line);
        }
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return launch.self().address();
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

    /** Whether the child still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Starts a new child on the directory and the port of this one, which must have been killed or closed. */
    public BrokerProcess restart() {
        if (process.isAlive()) {
            throw new IllegalStateException("restart: process " + pid() + " is still running");
        }
        return start(launch);
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
