package io.thalweg.reference.recording;

import io.thalweg.protocol.Topics;
import io.thalweg.reference.build.BuildProgress;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the runs and snapshots topics from their beginning to where they end when the reading starts. */
public final class TopicReplay {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Topics topics;
    private final Map<String, Object> properties;
    private final Duration patience;
    private final BuildProgress progress;

    /**
     * A replay.
     *
     * @param properties of the consumer, the cluster's address among them
     * @param patience how long the cluster may be silent
     */
    public TopicReplay(Topics topics, Map<String, Object> properties, Duration patience, BuildProgress progress) {
        this.topics = topics;
        this.properties = consumerProperties(properties);
        this.patience = patience;
        this.progress = progress;
    }

    private static Map<String, Object> consumerProperties(Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>(given);
        all.remove(ConsumerConfig.GROUP_ID_CONFIG);
        all.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Few chunks in flight: memory stays flat however large the snapshots are.
        all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 64);
        all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 16 << 20);
        return all;
    }

    /**
     * Reads everything.
     *
     * @param since snapshots that the cluster received earlier are passed over
     * @throws RecordingException if a topic is missing, or the cluster silent
     */
    public void into(SnapshotRecorder recorder, Optional<Instant> since) throws IOException {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            read(consumer, topics.runs(), Optional.empty(), recorder::runRecord);
            read(consumer, topics.snapshots(), since, recorder::chunk);
        }
    }

    /** Takes a record's value. */
    private interface Sink {
        void take(byte[] value) throws IOException;
    }

    private void read(Consumer<byte[], byte[]> consumer, String topic, Optional<Instant> since, Sink sink)
            throws IOException {
        List<TopicPartition> partitions = partitions(consumer, topic);
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        seek(consumer, partitions, ends, since);
        long total = remaining(consumer, ends);
        long silentSince = System.nanoTime();
        long left = total;
        while (left > 0) {
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
                TopicPartition from = new TopicPartition(each.topic(), each.partition());
                if (each.value() != null && each.offset() < ends.getOrDefault(from, 0L)) {
                    sink.take(each.value());
                }
            }
            long now = remaining(consumer, ends);
            silentSince = now < left ? System.nanoTime() : silentSince;
            left = now;
            progress.at("reading", total - left, total);
            if (System.nanoTime() - silentSince > patience.toNanos()) {
                throw new RecordingException("%s: no answer from %s for %d s, %d records before its end"
                        .formatted(
                                topic,
                                properties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG),
                                patience.toSeconds(),
                                left));
            }
        }
    }

    private List<TopicPartition> partitions(Consumer<byte[], byte[]> consumer, String topic) throws IOException {
        List<PartitionInfo> found = consumer.partitionsFor(topic, patience);
        if (found == null || found.isEmpty()) {
            throw new RecordingException(
                    "there is no topic %s: create it with `thalweg topics create`, then let runs publish"
                            .formatted(topic));
        }
        return found.stream()
                .map(at -> new TopicPartition(at.topic(), at.partition()))
                .toList();
    }

    private void seek(
            Consumer<byte[], byte[]> consumer,
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> ends,
            Optional<Instant> since) {
        consumer.seekToBeginning(partitions);
        if (since.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(at -> times.put(at, since.get().toEpochMilli()));
        consumer.offsetsForTimes(times, patience)
                .forEach((at, found) -> consumer.seek(at, found == null ? ends.getOrDefault(at, 0L) : found.offset()));
    }

    private long remaining(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        long remaining = 0;
        for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
            remaining += Math.max(0, end.getValue() - consumer.position(end.getKey(), patience));
        }
        return remaining;
    }
}
