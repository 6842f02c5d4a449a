package io.thalweg.broker;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker (KRaft: broker and controller) in this JVM, for the demo and for tests: a cluster by itself, on loopback
 * only; in a process of its own also one of several ({@link BrokerCluster}).
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
    private final String address;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(DirectoryLock lock, KafkaRaftServer server, String address) {
        this.lock = lock;
        this.server = server;
        this.address = address;
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
            int controllerPort = LoopbackPort.freeOtherThan(port, RandomGenerator.getDefault());
            ClusterNode alone = new ClusterNode(1, LoopbackPort.HOST, port, controllerPort);
            return start(lock, alone, List.of(alone));
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Starts one of several nodes; returns when most of them are there and this one takes records. */
    static EmbeddedBroker start(Path directory, ClusterNode self, List<ClusterNode> nodes) {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            return start(lock, self, nodes);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(DirectoryLock lock, ClusterNode self, List<ClusterNode> nodes) {
        NodeDirectory node = new NodeDirectory(lock.directory(), self, nodes);
        node.format();
        return new EmbeddedBroker(lock, startServer(node, self.brokerPort()), self.address());
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
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(KafkaConfig.fromProps(node.properties(), false), Time.SYSTEM);
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
        return address;
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
