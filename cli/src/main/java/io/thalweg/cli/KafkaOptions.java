package io.thalweg.cli;

import io.thalweg.processor.configuration.KafkaProperties;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where the cluster is, for every command that talks to one. */
final class KafkaOptions {
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Option(
            names = "--bootstrap-server",
            paramLabel = "HOST:PORT",
            defaultValue = "${env:THALWEG_BOOTSTRAP_SERVERS:-localhost:9092}",
            description = "The cluster (default: ${DEFAULT-VALUE}; also: THALWEG_BOOTSTRAP_SERVERS).")
    private String bootstrapServers = "localhost:9092";

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            defaultValue = "${env:THALWEG_TOPICS_PREFIX:-thalweg.}",
            description = "What the topics' names begin with (default: ${DEFAULT-VALUE}).")
    private String prefix = "thalweg.";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for every Kafka client: TLS, SASL, quotas ... (also: THALWEG_KAFKA_...,"
                    + " as for the processor).")
    private @Nullable Path file;

    @Option(names = "-X", paramLabel = "KEY=VALUE", description = "One property for every Kafka client.")
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(
            names = "--connect-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for the cluster (default: ${DEFAULT-VALUE}).")
    private int connectTimeoutSeconds = 60;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    String bootstrapServers() {
        return bootstrapServers;
    }

    Topics topics() {
        try {
            return new Topics(prefix);
        } catch (IllegalArgumentException e) {
            throw wrongUsage("--topics-prefix: " + e.getMessage(), e);
        }
    }

    Duration connectTimeout() {
        if (connectTimeoutSeconds < 1) {
            throw wrongUsage("--connect-timeout is %d: expected at least 1".formatted(connectTimeoutSeconds), null);
        }
        return Duration.ofSeconds(connectTimeoutSeconds);
    }

    private ParameterException wrongUsage(String problem, @Nullable Throwable cause) {
        return new ParameterException(spec.commandLine(), problem, cause);
    }

    /** What the user set for every client, without the address: an option wins over the environment, that over the file. */
    Map<String, String> extraProperties() throws IOException {
        Map<String, String> all = new LinkedHashMap<>();
        if (file != null) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read.load(reader);
            }
            read.stringPropertyNames().forEach(key -> all.put(key, read.getProperty(key)));
        }
        if (spec.root().userObject() instanceof Main main) {
            all.putAll(KafkaProperties.of(main.environment()).everyClient());
        }
        all.putAll(properties);
        return all;
    }

    /** Properties of a client, the address included. */
    Map<String, Object> clientProperties() throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(extraProperties());
        all.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return all;
    }

    /**
     * Waits until the cluster answers and its topics are as they should be.
     *
     * @throws CommandFailure naming the address when it does not answer in time, or every problem with the topics
     */
    void awaitTopics(PrintWriter err) throws IOException {
        try (Admin admin = connect(err)) {
            List<String> problems = TopicLayout.standard(topics()).problems(admin);
            if (!problems.isEmpty()) {
                throw new CommandFailure(String.join("; ", problems));
            }
        }
    }

    /**
     * An admin client of a cluster that has answered once.
     *
     * @throws CommandFailure naming the address when it does not answer in time
     */
    Admin connect(PrintWriter err) throws IOException {
        Map<String, Object> settings = clientProperties();
        int timeoutMillis =
                (int) Math.min(LONGEST_REQUEST.toMillis(), connectTimeout().toMillis());
        settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
        Admin admin = admin(settings);
        long deadline = System.nanoTime() + connectTimeout().toNanos();
        Duration pause = FIRST_PAUSE;
        boolean said = false;
        while (true) {
            try {
                admin.describeCluster().nodes().get();
                return admin;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                admin.close(Duration.ZERO);
                throw new CommandFailure("interrupted while waiting for Kafka at " + bootstrapServers, e);
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline) {
                    admin.close(Duration.ZERO);
                    throw new CommandFailure(
                            "no Kafka at %s within %d s: %s"
                                    .formatted(bootstrapServers, connectTimeoutSeconds, Failures.describe(e)),
                            e);
                }
                if (!said) {
                    err.printf("no answer from Kafka at %s yet; trying again%n", bootstrapServers);
                    err.flush();
                    said = true;
                }
                pause = sleep(pause);
            }
        }
    }

    private Admin admin(Map<String, Object> settings) {
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            Throwable reason = e.getCause() == null ? e : e.getCause();
            String problem = "cannot reach Kafka at %s: %s".formatted(bootstrapServers, Failures.describe(reason));
            throw reason instanceof ConfigException ? wrongUsage(problem, e) : new CommandFailure(problem, e);
        }
    }

    private static Duration sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Duration next = pause.multipliedBy(2);
        return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
    }
}
