package io.thalweg.protocol;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicLayoutIT {
    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void createIsIdempotent() {
        TopicLayout layout = layout("idempotent.");
        assertEquals(layout.topics().all().size(), layout.create(admin).size());
        assertEquals(List.of(), layout.create(admin));
        assertEquals(List.of(), layout.problems(admin));
    }

    @Test
    void missingTopicsAreNamedWithTheCommand() {
        List<String> problems = layout("missing.").problems(admin);
        assertEquals(new Topics("missing.").all().size(), problems.size());
        assertEquals(
                "topic missing.runs is missing: create it with `thalweg topics create --topics-prefix missing. --partitions 3`",
                problems.get(0));
    }

    @Test
    void unequalPartitionsAreNamed() throws Exception {
        TopicLayout layout = layout("unequal.");
        createBeforehand(new NewTopic("unequal.metrics", 5, (short) 1));
        layout.create(admin);
        List<String> problems = layout.problems(admin);
        assertEquals(1, problems.size(), problems.toString());
        assertTrue(problems.get(0).contains("unequal.metrics=5, unequal.runs=3"), problems.get(0));
    }

    @Test
    void smallMessageLimitIsNamedAndMended() throws Exception {
        TopicLayout layout = layout("small.");
        NewTopic small = new NewTopic("small.snapshots", 3, (short) 1).configs(Map.of("max.message.bytes", "100000"));
        createBeforehand(small);
        List<String> before = layout.problems(admin).stream()
                .filter(line -> line.contains("takes messages of at most 100000 bytes"))
                .toList();
        layout.create(admin);
        assertEquals(1, before.size());
        assertTrue(eventually(() -> layout.problems(admin).isEmpty()));
    }

    @Test
    void retentionAndCompactionAreSet() throws Exception {
        layout("kept.").withSnapshotRetention(Duration.ofHours(5)).create(admin);
        assertEquals("18000000", config("kept.snapshots", "retention.ms"));
        assertEquals("1209600000", config("kept.metrics", "retention.ms"));
        assertEquals("compact", config("kept.runs", "cleanup.policy"));
        assertEquals("compact", config("kept.manifolds", "cleanup.policy"));
    }

    @Test
    void recordsOfATrainerWhoseClockIsAheadAreTaken() throws Exception {
        layout("ahead.").create(admin);
        long ahead = System.currentTimeMillis() + Duration.ofDays(2).toMillis();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (String topic : List.of("ahead.snapshots", "ahead.runs")) {
                RecordMetadata written = producer.send(new ProducerRecord<>(topic, 0, ahead, new byte[1], new byte[1]))
                        .get();

                assertTrue(written.timestamp() < ahead, topic + " keeps the trainer's time " + written.timestamp());
            }
        }
    }

    private static void createBeforehand(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get();
        assertTrue(eventually(() -> admin.listTopics().names().get().contains(topic.name())));
    }

    /** A broker shows what its controller has decided a moment later. */
    private static boolean eventually(Callable<Boolean> holds) throws Exception {
        for (int round = 0; round < 500; round++) {
            if (holds.call()) {
                return true;
            }
            Thread.sleep(20);
        }
        return false;
    }

    private static TopicLayout layout(String prefix) {
        return TopicLayout.standard(new Topics(prefix)).withPartitions(3).withReplication(1);
    }

    private static String config(String topic, String key) throws Exception {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<ConfigResource, Config> configs =
                admin.describeConfigs(List.of(resource)).all().get();
        return requireNonNull(configs.get(resource)).get(key).value();
    }
}
