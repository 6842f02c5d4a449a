package io.thalweg.benchmarks.faults;

import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.DeadLetterHeaders;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** What is committed to the topics that the service writes to, read from their beginnings by a thread of its own. */
final class Arrivals implements Runnable, AutoCloseable {
    private static final Topics TOPICS = Topics.standard();

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<Metrics> metrics = new ArrayList<>();
    private final List<DecisionRecord> decisions = new ArrayList<>();
    private final List<RejectionReason> deadLetters = new ArrayList<>();
    private final Thread thread = new Thread(this, "arrivals");
    private volatile boolean going = true;
    private volatile @Nullable RuntimeException failure;

    /** A metrics record, with what is needed of it; times by the harness's clock, milliseconds since 1970. */
    record Metrics(
            String run, long step, double coverage, String manifold, long publishedAtMillis, long arrivedAtMillis) {}

    Arrivals(String bootstrapServers) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrapServers,
                        "isolation.level", "read_committed",
                        "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(TOPICS.metrics(), TOPICS.decisions(), TOPICS.deadLetters())) {
            consumer.partitionsFor(topic).forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
        }
        consumer.assign(partitions);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try (consumer) {
            while (going) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::take);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(TOPICS.metrics())) {
            MetricsRecord read = JsonFormat.metrics().read(record.value());
            metrics.add(new Metrics(
                    read.run().value(),
                    read.step(),
                    read.coverage(),
                    String.valueOf(read.manifold()),
                    read.publishedAt().toEpochMilli(),
                    System.currentTimeMillis()));
        } else if (record.topic().equals(TOPICS.decisions())) {
            decisions.add(JsonFormat.decisions().read(record.value()));
        } else {
            Header reason = record.headers().lastHeader(DeadLetterHeaders.REASON);
            deadLetters.add(RejectionReason.valueOf(new String(reason.value(), StandardCharsets.US_ASCII)));
        }
    }

    synchronized List<Metrics> metrics() {
        return List.copyOf(metrics);
    }

    synchronized int count() {
        return metrics.size();
    }

    synchronized List<DecisionRecord> decisions() {
        return List.copyOf(decisions);
    }

    synchronized List<RejectionReason> deadLetters() {
        return List.copyOf(deadLetters);
    }

    /** Whether it still reads. */
    void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        going = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
