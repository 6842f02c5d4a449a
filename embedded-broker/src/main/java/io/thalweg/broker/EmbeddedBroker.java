package io.thalweg.broker;

import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A single-node Kafka broker (KRaft: broker and controller) in this JVM, on loopback only, for the demo and for tests.
 *
 * <p>A later start on the same directory finds the topics and records of the earlier one. Two brokers with different
 * directories may run side by side. The broker logs through SLF4J under {@code kafka}, {@code org.apache.kafka},
 * {@code state.change.logger} and {@code io.netty}; an application that wants quiet sets these to {@code ERROR}.
 *
 * <p>Not for production: one replica, and Kafka halts the whole JVM when its disk fails for good.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private final DirectoryLock lock;
    private final KafkaRaftServer server;
    private final int port;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, int port) {
        this.lock = lock;
        this.server = server;
        this.port = port;
    }

    /** Starts a broker on a free port. */
    public static EmbeddedBroker start(Path directory) {
        return start(directory, LoopbackPort.free(RandomGenerator.getDefault()));
    }

    /**
     * Starts a broker and returns when it takes records.
     *
     * @param directory where it keeps its data; created if missing
     * @throws BrokerInUseException if a broker of this or another process has the directory
     * @throws PortInUseException if somebody listens on the port
     * @throws BrokerStartException if it does not come up for another reason
     */
    public static EmbeddedBroker start(Path directory, int port) {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            LoopbackPort.requireFree(port);
            NodeDirectory node = new NodeDirectory(lock.directory());
            node.format();
            return new EmbeddedBroker(lock, startServer(node, port), port);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Makes sure that no broker uses a directory now, so that it may be wiped.
     *
     * @throws BrokerInUseException naming the process that does
     */
    public static void requireUnused(Path directory) {
        DirectoryLock.acquire(directory).close();
    }

    private static KafkaRaftServer startServer(NodeDirectory node, int port) {
        Properties properties = node.properties(port, LoopbackPort.freeOtherThan(port, RandomGenerator.getDefault()));
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
            server.startup();
            return server;
        } catch (Exception e) { // Scala throws checked exceptions without declaring them.
            if (server != null) {
                server.shutdown();
            }
            throw new BrokerStartException("the broker on port " + port + " did not start: " + e.getMessage(), e);
        }
    }

    /** Where clients connect: {@code host:port}. */
    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    /** Where the data is, absolute. */
    public Path directory() {
        return lock.directory();
    }

    /** Stops the broker, keeps its data and gives the directory free. Closing again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try (lock) {
                server.shutdown();
                server.awaitShutdown();
            }
        }
    }
}
