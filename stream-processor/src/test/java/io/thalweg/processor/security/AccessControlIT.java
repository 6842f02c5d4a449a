package io.thalweg.processor.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.processor.ProcessorStartException;
import io.thalweg.processor.ThalwegProcessor;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.ManifoldTopic;
import io.thalweg.protocol.manifold.Precision;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rights of {@code docs/security.md}, given to users of a broker with TLS, SASL and ACLs: they suffice, and no more is allowed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessControlIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Topics TOPICS = Topics.standard();
    private static final int SAMPLES = 30;

    private final TinyManifold manifold = TinyManifold.of(SAMPLES);
    private final HttpClient http = HttpClient.newHttpClient();

    private Path folder;
    private Path file;
    private SecuredBroker broker;
    private Map<String, List<Role>> table;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        broker = SecuredBroker.start(folder);
        table = Role.table();
        broker.grant(table);
        try (Admin operator = Admin.create(client("operator"))) {
            TopicLayout.standard(TOPICS).withPartitions(2).create(operator);
        }
        file = folder.resolve("tiny.safetensors");
        ManifoldFile.write(
                file,
                manifold.loaded().manifold(),
                ManifoldProvenance.of(probeSet().id(), "test"),
                Precision.FLOAT64);
    }

    @AfterAll
    void stop() {
        broker.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SCRAM-SHA-512", "OAUTHBEARER"})
    void wholeServiceWorksWithNoMoreThanTheTable(String mechanism) throws Exception {
        String run = "run-" + mechanism.toLowerCase(java.util.Locale.ROOT);
        new ManifoldTopic(TOPICS.manifolds(), Map.copyOf(client("publisher"))).publish(file);
        try (ThalwegProcessor processor = new ThalwegProcessor(configuration(mechanism, Map.of()))) {
            processor.start();
            await(() -> get(processor, "health/ready").statusCode() == 200);

            publish(run, mechanism);

            await(() -> new JsonMapper()
                            .readTree(get(processor, "api/runs/" + run).body())
                            .at("/history")
                            .size()
                    == 3);
        }
    }

    /** For every role and topic, whether a record can be written and whether one could be read. */
    @ParameterizedTest
    @ValueSource(strings = {"trainer", "reader", "publisher", "processor", "operator"})
    void roleMayWhatTheTableSaysAndNothingElse(String role) throws Exception {
        Set<String> expected = new TreeSet<>();
        Set<String> allowed = new TreeSet<>();
        for (String topic : TOPICS.all()) {
            for (AclOperation operation : List.of(AclOperation.READ, AclOperation.WRITE)) {
                if (table.get(role).stream().anyMatch(right -> right.allows(topic, operation))) {
                    expected.add(operation + " " + topic);
                }
            }
            if (reads(role, topic)) {
                allowed.add("READ " + topic);
            }
            if (writes(role, topic)) {
                allowed.add("WRITE " + topic);
            }
        }

        assertEquals(expected, allowed);
    }

    @Test
    void trainerReadsNoPredictionsAndDecidesNothing() throws Exception {
        assertFalse(reads("trainer", TOPICS.snapshots()));
        assertFalse(writes("trainer", TOPICS.decisions()));
        assertFalse(writes("trainer", TOPICS.metrics()));
        assertFalse(writes("trainer", TOPICS.policies()));
        assertTrue(writes("trainer", TOPICS.snapshots()));
    }

    @Test
    void wrongPasswordEndsTheStartWithOneLine() throws Exception {
        String wrong = "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"processor\""
                + " password=\"guess\";";
        ThalwegProcessor processor =
                new ThalwegProcessor(configuration("SCRAM-SHA-512", Map.of("kafka.sasl.jaas.config", wrong)));

        ProcessorStartException failure = assertThrows(ProcessorStartException.class, processor::start);

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("refuses this client"), message);
        assertFalse(message.contains("guess"), message);
    }

    private boolean reads(String role, String topic) throws Exception {
        Map<String, Object> properties = client(role);
        properties.put("auto.offset.reset", "earliest");
        properties.put("fetch.max.wait.ms", "10");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            // The answer to a fetch, not only to the question where the topic begins.
            consumer.seek(new TopicPartition(topic, 0), 0);
            await(() -> {
                consumer.poll(Duration.ofMillis(50));
                // A refusal in the answer to the first is thrown before there is a second.
                return fetches(consumer) >= 2;
            });
            return true;
        } catch (AuthorizationException e) {
            return false;
        }
    }

    private static double fetches(KafkaConsumer<byte[], byte[]> consumer) {
        return consumer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("fetch-total"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue())
                .max()
                .orElse(0);
    }

    private boolean writes(String role, String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client(role), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, new byte[] {'x'}, new byte[] {'?'}))
                    .get();
            return true;
        } catch (ExecutionException | KafkaException e) {
            // Who may write to no topic is refused a producer's number, sometimes before send(), which then throws.
            if (e.getCause() instanceof AuthorizationException) {
                return false;
            }
            throw e;
        }
    }

    private Map<String, Object> client(String role) throws Exception {
        Map<String, Object> properties = new HashMap<>(broker.client(role, "SCRAM-SHA-512"));
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return properties;
    }

    private ProcessorConfiguration configuration(String mechanism, Map<String, String> more) throws Exception {
        Map<String, String> flags = new HashMap<>();
        broker.client("processor", mechanism).forEach((key, value) -> flags.put("kafka." + key, value));
        flags.put("bootstrap.servers", broker.bootstrapServers());
        flags.put("instance.id", "one");
        flags.put("http.port", "0");
        flags.put("state.dir", folder.resolve("state").toString());
        flags.putAll(more);
        return ProcessorConfiguration.from(flags, Map.of());
    }

    private void publish(String name, String mechanism) throws Exception {
        PublisherConfiguration configuration = PublisherConfiguration.builder(broker.bootstrapServers())
                .kafkaProperties(broker.client("trainer", mechanism))
                .build();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration)) {
            PublishedRun run = publisher.start(RunDescription.of(name, probeSet()));
            for (int i = 1; i <= 3; i++) {
                run.publishProbabilities(100L * i, manifold.healthy(0.1 * i));
            }
        }
    }

    private static ProbeSet probeSet() {
        int[] labels = new int[SAMPLES];
        for (int n = 0; n < SAMPLES; n++) {
            labels[n] = n % 3;
        }
        return ProbeSet.of(labels, 3);
    }

    /** What may become true. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "not within " + PATIENCE);
            Thread.sleep(50);
        }
    }

    private HttpResponse<String> get(ThalwegProcessor processor, String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(processor.address().resolve("/" + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
