package io.thalweg.protocol.manifold;

import io.thalweg.protocol.KafkaReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The compacted topic that carries reference manifolds in chunks: docs/manifold-format.md, "On the topic".
 *
 * <p>The manifest is sent when all chunks are acknowledged: who sees it can assemble. Rejected: a transaction around all
 * of it, which would need an id that no two publishers share, and holds back every reader while it is open.
 */
public final class ManifoldTopic {
    private final String topic;
    private final Map<String, Object> kafkaProperties;

    /**
     * A topic.
     *
     * @param topic its name, {@code Topics.manifolds()}
     * @param kafkaProperties of the clients: {@code bootstrap.servers} and whatever else they need
     */
    public ManifoldTopic(String topic, Map<String, ?> kafkaProperties) {
        this.topic = topic;
        this.kafkaProperties = Map.copyOf(kafkaProperties);
    }

    /**
     * Publishes a manifold file. Publishing it again does no harm, and completes what an interrupted attempt left.
     *
     * @throws ManifoldFormatException when the file is not sound: nothing is published
     * @throws IOException when the file cannot be read or the cluster does not take it, in one line
     */
    public ManifoldHash publish(Path file) throws IOException {
        ManifoldManifest manifest;
        ManifoldHash hash;
        try (OpenManifold sound = ManifoldFile.open(file)) {
            hash = sound.hash();
            manifest = ManifoldManifest.of(hash, Files.size(file), sound.probeSet());
        }
        try (InputStream content = Files.newInputStream(file);
                Sending sending = new Sending()) {
            for (int i = 0; i < manifest.chunks(); i++) {
                sending.send(new ManifoldKey(hash, i), content.readNBytes(ManifoldManifest.CHUNK_BYTES));
            }
            sending.await();
            sending.send(ManifoldKey.manifest(hash), manifest.toJson());
            sending.await();
        }
        return hash;
    }

    /**
     * Takes a manifold off the topic: its manifest first, so that readers drop it, then its chunks.
     *
     * @throws IOException when it is not there, or the cluster cannot be reached or refuses, in one line
     */
    public void withdraw(ManifoldHash hash) throws IOException {
        Set<String> keys = keysOf(hash);
        if (keys.isEmpty()) {
            throw new IOException("manifold %s is not on topic %s".formatted(hash, topic));
        }
        try (Sending sending = new Sending()) {
            // In order of the text, the manifest's key, being the start of all others, comes first.
            for (String key : keys) {
                sending.send(ManifoldKey.parse(key), null);
                sending.await();
            }
        }
    }

    /**
     * A reader of all manifolds on the topic, to be run by a thread of the caller's.
     *
     * @param cache folder for the assembled files, its own for each process; created if missing
     */
    public ManifoldTopicReader reader(Path cache, ManifoldListener listener) {
        return new ManifoldTopicReader(topic, kafkaProperties, cache, listener);
    }

    private Set<String> keysOf(ManifoldHash hash) throws IOException {
        Duration patience = Duration.ofSeconds(30);
        Set<String> keys = new TreeSet<>();
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                ManifoldTopicReader.consumerProperties(kafkaProperties),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, patience).stream()
                    .map(at -> new TopicPartition(at.topic(), at.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
            while (!partitions.stream().allMatch(at -> consumer.position(at, patience) >= ends.getOrDefault(at, 0L))) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    String key = String.valueOf(each.key());
                    if (each.value() == null) {
                        keys.remove(key);
                    } else if (key.startsWith(hash.value()) && ManifoldKey.isKey(key)) {
                        keys.add(key);
                    }
                }
            }
            return keys;
        } catch (KafkaException e) {
            throw new IOException("topic %s at %s cannot be read: %s".formatted(topic, address(), e.getMessage()), e);
        }
    }

    private Object address() {
        return kafkaProperties.getOrDefault(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "(no bootstrap.servers)");
    }

    /** Records on their way, in order; the first that fails ends it. */
    private final class Sending implements AutoCloseable {
        private final Producer<String, byte[]> producer;
        private final Deque<Future<?>> underWay = new ArrayDeque<>();

        Sending() throws IOException {
            Map<String, Object> properties = new HashMap<>(kafkaProperties);
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            properties.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
            try {
                producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
            } catch (KafkaException e) {
                throw refused(e);
            }
        }

        void send(ManifoldKey key, byte @Nullable [] value) throws IOException {
            try {
                underWay.add(producer.send(new ProducerRecord<>(topic, key.toString(), value)));
            } catch (KafkaException e) {
                throw refused(e);
            }
            while (!underWay.isEmpty() && underWay.getFirst().isDone()) {
                await(underWay.removeFirst());
            }
        }

        void await() throws IOException {
            while (!underWay.isEmpty()) {
                await(underWay.removeFirst());
            }
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }

        private void await(Future<?> sent) throws IOException {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw refused(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while sending to topic " + topic);
            }
        }

        private IOException refused(Exception failure) {
            return new IOException(
                    "topic %s at %s does not take it: %s".formatted(topic, address(), KafkaReason.of(failure)),
                    failure);
        }
    }
}
