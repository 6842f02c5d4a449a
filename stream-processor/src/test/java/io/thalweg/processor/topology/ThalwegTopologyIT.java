package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a broker shows: partitions, transactions, restored stores. */
class ThalwegTopologyIT {
    private static final Topics TOPICS = Topics.standard();
    private static final int PARTITIONS = 4;

    private final TinyManifold tiny = TinyManifold.of(12);

    @Test
    void chunksOfARunMeetWhateverPartitionTheyWereSentToAndWhoeverOwnsIt(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            String address = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
                TopicLayout.standard(TOPICS).withPartitions(PARTITIONS).create(admin);
            }
            // Each of the three chunks of a snapshot to another partition, and the last one after a restart.
            try (KafkaStreams first = start(address, directory.resolve("state"))) {
                sendChunks(address, 0, 2);
                awaitStored(first);
            }
            try (KafkaStreams second = start(address, directory.resolve("state"))) {
                sendChunks(address, 2, 3);

                List<MetricsRecord> metrics = metrics(address, 20);
                assertEquals(20, metrics.size());
                assertEquals(
                        20, metrics.stream().map(MetricsRecord::run).distinct().count());
                metrics.forEach(record -> assertEquals(1.0, record.coverage()));
                assertEquals(KafkaStreams.State.RUNNING, second.state());
            }
        }
    }

    private KafkaStreams start(String address, Path state) {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "thalweg",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                address,
                StreamsConfig.STATE_DIR_CONFIG,
                state.toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                100,
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                2,
                // Static membership: the second start takes up the first one's place without waiting for its session to
                // end.
                StreamsConfig.consumerPrefix("group.instance.id"),
                "one",
                StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG,
                true));
        KafkaStreams streams = new KafkaStreams(
                ThalwegTopology.build(
                        TopologySettings.standard(TOPICS, PARTITIONS),
                        id -> Optional.of(tiny.loaded()),
                        new SilentObserver(),
                        InstantSource.system()),
                properties);
        streams.start();
        return streams;
    }

    private void sendChunks(String address, int from, int to) throws Exception {
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int run = 0; run < 20; run++) {
                RunId id = new RunId("run-" + run);
                for (int chunk = from; chunk < to; chunk++) {
                    ChunkHeader header = new ChunkHeader(
                            id,
                            0,
                            1,
                            tiny.loaded().probeSet(),
                            3,
                            12,
                            4 * chunk,
                            4,
                            Encoding.FLOAT32_PROBABILITIES,
                            Instant.now().toEpochMilli() * 1000);
                    byte[] value = ChunkWriter.probabilities(header, tiny.healthy(0.5), 12 * chunk);
                    sent.add(producer.send(new ProducerRecord<>(
                            TOPICS.snapshots(),
                            (run + chunk) % PARTITIONS,
                            id.value().getBytes(StandardCharsets.US_ASCII),
                            value)));
                }
            }
            for (Future<?> each : sent) {
                each.get();
            }
        }
    }

    /** Waits until everything that was sent, and sent on, has been read. */
    private static void awaitStored(KafkaStreams streams) {
        Instant deadline = Instant.now().plusSeconds(60);
        int settled = 0;
        while (Instant.now().isBefore(deadline) && settled < 15) {
            pause();
            double processed = streams.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("process-total")
                            && metric.metricName().group().equals("stream-thread-metrics"))
                    .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                    .sum();
            // 40 chunks; those that were sent on come soon after.
            settled = processed >= 40 ? settled + 1 : 0;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<MetricsRecord> metrics(String address, int wanted) {
        List<MetricsRecord> metrics = new ArrayList<>();
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", address,
                "group.id", "reader",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPICS.metrics()));
            Instant deadline = Instant.now().plusSeconds(60);
            Instant last = Instant.MAX;
            // A second more than needed: a record too many would be a failure as well.
            while (Instant.now().isBefore(deadline) && Instant.now().isBefore(last)) {
                consumer.poll(Duration.ofMillis(200))
                        .forEach(record -> metrics.add(JsonFormat.metrics().read(record.value())));
                last = metrics.size() >= wanted && last.equals(Instant.MAX)
                        ? Instant.now().plusSeconds(1)
                        : last;
            }
        }
        return metrics;
    }
}
