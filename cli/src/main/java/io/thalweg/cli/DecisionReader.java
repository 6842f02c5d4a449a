package io.thalweg.cli;

import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RejectedRecordException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The decisions on the topic, from some time on: first those that are there, then what comes. */
final class DecisionReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final JsonFormat<DecisionRecord> format = JsonFormat.decisions();
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    private DecisionReader(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    static DecisionReader open(String topic, Map<String, Object> clientProperties, Instant since) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(at -> times.put(at, Math.max(0, since.toEpochMilli())));
            Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
            for (TopicPartition at : partitions) {
                OffsetAndTimestamp start = starts.get(at);
                consumer.seek(at, start == null ? ends.getOrDefault(at, 0L) : start.offset());
            }
            return new DecisionReader(consumer, ends);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** All that were there when it was opened, in the order in which they were made. */
    List<DecisionRecord> present() {
        List<DecisionRecord> all = new ArrayList<>();
        while (!ends.keySet().stream().allMatch(at -> consumer.position(at) >= ends.getOrDefault(at, 0L))) {
            all.addAll(next());
        }
        all.sort(Comparator.comparing(DecisionRecord::decidedAt));
        return all;
    }

    /** What came since; waits a moment. */
    List<DecisionRecord> next() {
        List<DecisionRecord> some = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (record.value() != null) {
                read(record.value()).ifPresent(some::add);
            }
        }
        some.sort(Comparator.comparing(DecisionRecord::decidedAt));
        return some;
    }

    /** Empty when it is of a later version, or not the processor's: there is nothing to explain. */
    private Optional<DecisionRecord> read(byte[] json) {
        try {
            return Optional.of(format.read(json));
        } catch (RejectedRecordException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
