package io.thalweg.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker's files: its data, and the cluster id that keeps the data readable after a restart. */
final class NodeDirectory {
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int MOST_COPIES = 3;

    private final Path directory;
    private final ClusterNode self;
    private final List<ClusterNode> nodes;

    /** @param nodes all nodes of the cluster, this one among them */
    NodeDirectory(Path directory, ClusterNode self, List<ClusterNode> nodes) {
        this.directory = directory;
        this.self = self;
        this.nodes = List.copyOf(nodes);
    }

    /** Prepares the data directory for a first start; leaves one that is prepared as it is. */
    void format() {
        try {
            String data = Files.createDirectories(data()).toString();
            new Formatter()
                    .setNodeId(self.id())
                    .setClusterId(clusterId(directory))
                    .setDirectories(List.of(data))
                    .setMetadataLogDirectory(Optional.of(data))
                    .setControllerListenerName(CONTROLLER_LISTENER)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setIgnoreFormatted(true)
                    .setPrintStream(new java.io.PrintStream(
                            java.io.OutputStream.nullOutputStream(), false, java.nio.charset.StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) {
            throw new BrokerStartException("cannot prepare " + directory + " for a broker: " + e.getMessage(), e);
        }
    }

    /** The settings of a node that is broker and controller, small and quick to start. */
    Properties properties() {
        String broker = "PLAINTEXT://" + self.address();
        String controller = CONTROLLER_LISTENER + "://" + self.host() + ":" + self.controllerPort();
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(self.id()));
        // Named statically, so that the ports may change between two starts on the same directory.
        p.setProperty("controller.quorum.voters", ClusterNode.voters(nodes));
        p.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        p.setProperty("listeners", broker + "," + controller);
        p.setProperty("advertised.listeners", broker);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("log.dirs", data().toString());
        p.setProperty("metadata.log.dir", data().toString());
        p.setProperty("auto.create.topics.enable", "false");
        setReplicas(p);
        setSmallAndQuick(p);
        return p;
    }

    /** A copy on each node, three at most; of three, two must have what is acknowledged, so that one may be lost. */
    private void setReplicas(Properties p) {
        String copies = Integer.toString(Math.min(MOST_COPIES, nodes.size()));
        String inSync = Integer.toString(nodes.size() < MOST_COPIES ? 1 : MOST_COPIES - 1);
        p.setProperty("default.replication.factor", copies);
        p.setProperty("min.insync.replicas", inSync);
        p.setProperty("offsets.topic.replication.factor", copies);
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", copies);
        p.setProperty("transaction.state.log.min.isr", inSync);
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", copies);
        p.setProperty("share.coordinator.state.topic.min.isr", inSync);
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    }

    private void setSmallAndQuick(Properties p) {
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        // The system's own buffers, which grow: with Kafka's 100 KiB a snapshot takes many turns of a network thread.
        p.setProperty("socket.receive.buffer.bytes", "-1");
        p.setProperty("socket.send.buffer.bytes", "-1");
        if (nodes.size() == 1) {
            // After a kill the controller waits for the old session to end before it takes the broker back. Several
            // nodes keep Kafka's own time: it decides how soon others take over from one that is gone.
            p.setProperty("broker.session.timeout.ms", "2000");
            p.setProperty("broker.heartbeat.interval.ms", "500");
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    /** Makes the node of this directory, which has not been started yet, one of this cluster. */
    static void join(Path directory, String clusterId) throws IOException {
        Files.createDirectories(directory);
        Path half = directory.resolve("cluster.id.new");
        Files.writeString(half, clusterId);
        Files.move(half, directory.resolve("cluster.id"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve("cluster.id");
        if (!Files.exists(file)) {
            join(directory, Uuid.randomUuid().toString());
        }
        return Files.readString(file).strip();
    }
}
