package io.thalweg.benchmarks.pipeline;

import io.thalweg.benchmarks.processes.JavaProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What comes on a topic from now on, as soon as it is committed. */
final class CommittedRecords implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String PUBLISHED_AT = "\"publishedAt\":\"";

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Duration patience;

    /** @param patience how long nothing may come before it is an error */
    CommittedRecords(String bootstrapServers, String topic, Duration patience) {
        this.patience = patience;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Looked at while waiting; stops the waiting by throwing. */
    interface Look {
        void look() throws IOException, InterruptedException;
    }

    /** Waits until so many records came of a process; the rate is that of the second half: before, compilers are at work. */
    Rate rate(long count, JavaProcess process) throws IOException, InterruptedException {
        long came = 0;
        long cameFirst = 0;
        long from = 0;
        Duration used = Duration.ZERO;
        while (came < count) {
            came += next(process::memory).count();
            if (from == 0 && came * 2 >= count && came < count) {
                from = System.nanoTime();
                used = process.processorTime();
                cameFirst = came;
            }
        }
        return from == 0
                ? new Rate(Double.NaN, Double.NaN)
                : Rate.of(
                        came - cameFirst,
                        System.nanoTime() - from,
                        process.processorTime().minus(used));
    }

    /**
     * Waits for so many metrics records.
     *
     * @param skipped of the first, published within so long, is not told: the publisher is starting
     * @return for each, milliseconds from the publishing
     */
    List<Double> latencies(long count, Duration skipped, Look look) throws IOException, InterruptedException {
        List<Double> millis = new ArrayList<>();
        Instant first = Instant.MAX;
        for (long came = 0; came < count; ) {
            ConsumerRecords<byte[], byte[]> records = next(look);
            Instant now = Instant.now();
            came += records.count();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Instant published = publishedAt(record.value());
                first = published.isBefore(first) ? published : first;
                if (published.isAfter(first.plus(skipped))) {
                    millis.add(Duration.between(published, now).toNanos() / 1e6);
                }
            }
        }
        return millis;
    }

    private ConsumerRecords<byte[], byte[]> next(Look look) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (true) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            look.look();
            if (!records.isEmpty()) {
                return records;
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new IOException("no record on " + consumer.assignment() + " for " + patience);
            }
        }
    }

    /** Cut out rather than parsed: the machine has other work. */
    private static Instant publishedAt(byte[] json) {
        String text = new String(json, StandardCharsets.UTF_8);
        int from = text.indexOf(PUBLISHED_AT) + PUBLISHED_AT.length();
        return Instant.parse(text.substring(from, text.indexOf('"', from)));
    }

    @Override
    public void close() {
        consumer.close();
    }
}
