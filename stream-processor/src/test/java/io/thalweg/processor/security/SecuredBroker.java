package io.thalweg.processor.security;

import io.thalweg.processor.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A broker with TLS, SASL (SCRAM-SHA-512, and OAUTHBEARER with tokens that nobody signed) and Kafka's own authorizer. A second
 * listener, open and with all rights, stands for the administrator.
 */
final class SecuredBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final SelfSigned certificate;
    private final int securedPort;
    private final int openPort;

    private SecuredBroker(KafkaRaftServer server, SelfSigned certificate, int securedPort, int openPort) {
        this.server = server;
        this.certificate = certificate;
        this.securedPort = securedPort;
        this.openPort = openPort;
    }

    static SecuredBroker start(Path folder) throws Exception {
        SelfSigned certificate = SelfSigned.in(folder);
        Path data = Files.createDirectories(folder.resolve("data"));
        format(data);
        int[] ports = freePorts(3);
        KafkaRaftServer server =
                new KafkaRaftServer(KafkaConfig.fromProps(properties(data, certificate, ports), false), Time.SYSTEM);
        server.startup();
        return new SecuredBroker(server, certificate, ports[0], ports[1]);
    }

    private static void format(Path data) throws Exception {
        new Formatter()
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(Optional.of(data.toString()))
                .setControllerListenerName("CONTROLLER")
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setPrintStream(
                        new java.io.PrintStream(java.io.OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .run();
    }

    private static Properties properties(Path data, SelfSigned certificate, int[] ports) throws Exception {
        Properties p = new Properties();
        p.setProperty("process.roles", "broker,controller");
        p.setProperty("node.id", "1");
        p.setProperty("controller.quorum.voters", "1@127.0.0.1:" + ports[2]);
        p.setProperty("controller.listener.names", "CONTROLLER");
        String brokers = "SECURED://127.0.0.1:" + ports[0] + ",OPEN://127.0.0.1:" + ports[1];
        p.setProperty("listeners", brokers + ",CONTROLLER://127.0.0.1:" + ports[2]);
        p.setProperty("advertised.listeners", brokers);
        p.setProperty("listener.security.protocol.map", "SECURED:SASL_SSL,OPEN:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.setProperty("inter.broker.listener.name", "OPEN");
        p.setProperty("log.dirs", data.toString());
        p.setProperty("auto.create.topics.enable", "false");
        p.setProperty("offsets.topic.replication.factor", "1");
        p.setProperty("offsets.topic.num.partitions", "2");
        p.setProperty("transaction.state.log.replication.factor", "1");
        p.setProperty("transaction.state.log.min.isr", "1");
        p.setProperty("transaction.state.log.num.partitions", "2");
        p.setProperty("group.initial.rebalance.delay.ms", "0");
        p.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        p.setProperty("authorizer.class.name", StandardAuthorizer.class.getName());
        p.setProperty("super.users", "User:ANONYMOUS");
        String listener = "listener.name.secured.";
        p.setProperty(listener + "ssl.keystore.type", "PEM");
        p.setProperty(listener + "ssl.keystore.certificate.chain", certificate.certificate());
        p.setProperty(listener + "ssl.keystore.key", certificate.key());
        p.setProperty(listener + "sasl.enabled.mechanisms", "SCRAM-SHA-512,OAUTHBEARER");
        p.setProperty(
                listener + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        p.setProperty(
                listener + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                        + " unsecuredLoginStringClaim_sub=\"broker\";");
        return p;
    }

    private static int[] freePorts(int count) throws IOException {
        ServerSocket[] sockets = new ServerSocket[count];
        int[] ports = new int[count];
        for (int i = 0; i < count; i++) {
            sockets[i] = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            ports[i] = sockets[i].getLocalPort();
        }
        for (ServerSocket socket : sockets) {
            socket.close();
        }
        return ports;
    }

    /** Everything of the table, with a user for each role, whose password is the role's name and "-secret". */
    void grant(Map<String, List<Role>> table) throws Exception {
        try (Admin admin = administrator()) {
            for (Map.Entry<String, List<Role>> role : table.entrySet()) {
                admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                                role.getKey(),
                                new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                                role.getKey() + "-secret")))
                        .all()
                        .get();
                admin.createAcls(role.getValue().stream()
                                .flatMap(right -> right.bindings().stream())
                                .toList())
                        .all()
                        .get();
            }
        }
    }

    Admin administrator() {
        return Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + openPort));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + securedPort;
    }

    /** What a client with a role is given; the mechanism is SCRAM-SHA-512 or OAUTHBEARER. */
    Map<String, String> client(String role, String mechanism) throws Exception {
        Map<String, String> properties = new HashMap<>();
        properties.put("security.protocol", "SASL_SSL");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", certificate.certificate());
        properties.put("sasl.mechanism", mechanism);
        properties.put(
                "sasl.jaas.config",
                mechanism.equals("OAUTHBEARER")
                        ? "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required"
                                + " unsecuredLoginStringClaim_sub=\"" + role + "\";"
                        : "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + role
                                + "\" password=\"" + role + "-secret\";");
        return properties;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
