package io.thalweg.processor;

import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is committed to the topic of metrics, from its beginning, and notes when it came. One thread at a time. */
final class MetricsReader implements AutoCloseable {
    /**
     * A metrics record.
     *
     * @param writtenAtMillis the processor's clock, the same machine's as the reader's
     */
    record Arrival(MetricsRecord metrics, long writtenAtMillis, long arrivedAtMillis) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Arrival> arrivals = new ArrayList<>();

    MetricsReader(String bootstrapServers, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.assign(consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList());
    }

    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Reads until something that came fits, or the patience ends; whether it did. */
    boolean readUntil(Predicate<List<Arrival>> enough, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        while (!enough.test(arrivals)) {
            if (System.nanoTime() > end) {
                return false;
            }
            readFor(Duration.ofMillis(50));
        }
        return true;
    }

    /** Reads for so long. */
    void readFor(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            consumer.poll(Duration.ofMillis(20))
                    .forEach(record -> arrivals.add(new Arrival(
                            JsonFormat.metrics().read(record.value()),
                            record.timestamp(),
                            System.currentTimeMillis())));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
