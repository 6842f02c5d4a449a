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
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private final Path directory;

    NodeDirectory(Path directory) {
        this.directory = directory;
    }

    /** Prepares the data directory for a first start; leaves one that is prepared as it is. */
    void format() {
        try {
            String data = Files.createDirectories(data()).toString();
            new Formatter()
                    .setNodeId(NODE_ID)
                    .setClusterId(clusterId())
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

    /** The settings of a single node that is broker and controller, small and quick to start, on loopback only. */
    Properties properties(int brokerPort, int controllerPort) {
        String broker = "PLAINTEXT://" + LoopbackPort.HOST + ":" + brokerPort;
        String controller = LoopbackPort.HOST + ":" + controllerPort;
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", Integer.toString(NODE_ID));
        // Named statically, so that the ports may change between two starts on the same directory.
        p.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        p.setProperty("controller.listener.names", CONTROLLER_LISTENER);
        p.setProperty("listeners", broker + "," + CONTROLLER_LISTENER + "://" + controller);
        p.setProperty("advertised.listeners", broker);
        p.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER_LISTENER + ":PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "PLAINTEXT");
        p.setProperty("log.dirs", data().toString());
        p.setProperty("metadata.log.dir", data().toString());
        p.setProperty("auto.create.topics.enable", "false");
        setSingleReplica(p);
        setSmallAndQuick(p);
        return p;
    }

    private static void setSingleReplica(Properties p) {
        p.setProperty("default.replication.factor", "1");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "4");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "4");
        p.setProperty("share.coordinator.state.topic.replication.factor", "1");
        p.setProperty("share.coordinator.state.topic.min.isr", "1");
        p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    }

    private static void setSmallAndQuick(Properties p) {
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        p.setProperty("num.network.threads", "2");
        p.setProperty("num.io.threads", "4");
        // After a kill the controller waits for the old session to end before it takes the broker back.
        p.setProperty("broker.session.timeout.ms", "2000");
        p.setProperty("broker.heartbeat.interval.ms", "500");
    }

    private Path data() {
        return directory.resolve("data");
    }

    private String clusterId() throws IOException {
        Path file = directory.resolve("cluster.id");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Path half = directory.resolve("cluster.id.new");
        Files.writeString(half, id);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        return id;
    }
}
