package io.thalweg.cli;

import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what comes out on the topics, committed records only, from the moment it is made: the demo's evidence. */
final class DemoObserver implements Runnable, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final Topics topics;
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this, "demo-observer");
    private final JsonFormat<MetricsRecord> metricsFormat = JsonFormat.metrics();
    private final JsonFormat<DecisionRecord> decisionFormat = JsonFormat.decisions();
    private final Map<String, List<MetricsRecord>> metrics = new HashMap<>();
    private final Map<String, List<DecisionRecord>> decisions = new HashMap<>();
    private final List<Double> latencies = new ArrayList<>();
    private Optional<Instant> firstMetric = Optional.empty();
    private volatile boolean closed;

    private DemoObserver(Topics topics, Consumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.consumer = consumer;
    }

    static DemoObserver start(Topics topics, String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ConsumerConfig.CLIENT_ID_CONFIG, "demo-observer",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(topics.metrics(), topics.decisions())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        // Seeking is lazy: asking for the positions makes it happen before the first run begins.
        partitions.forEach(consumer::position);
        DemoObserver observer = new DemoObserver(topics, consumer);
        observer.thread.setDaemon(true);
        observer.thread.start();
        return observer;
    }

    @Override
    public void run() {
        try (consumer) {
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    take(record, Instant.now());
                }
            }
        }
    }

    private synchronized void take(ConsumerRecord<byte[], byte[]> record, Instant now) {
        if (record.topic().equals(topics.metrics())) {
            MetricsRecord metric = metricsFormat.read(record.value());
            metrics.computeIfAbsent(metric.run().value(), run -> new ArrayList<>())
                    .add(metric);
            latencies.add(Duration.between(metric.publishedAt(), now).toNanos() / 1e6);
            firstMetric = firstMetric.or(() -> Optional.of(now));
        } else {
            DecisionRecord decision = decisionFormat.read(record.value());
            decisions
                    .computeIfAbsent(decision.run().value(), run -> new ArrayList<>())
                    .add(decision);
        }
    }

    synchronized List<MetricsRecord> metrics(String run) {
        return List.copyOf(metrics.getOrDefault(run, List.of()));
    }

    synchronized List<DecisionRecord> decisions(String run) {
        return List.copyOf(decisions.getOrDefault(run, List.of()));
    }

    /** From publishing to reading the committed metrics record, milliseconds, ascending. */
    synchronized List<Double> latenciesMillis() {
        return latencies.stream().sorted().toList();
    }

    synchronized Optional<Instant> firstMetric() {
        return firstMetric;
    }

    synchronized int metricsRecords() {
        return metrics.values().stream().mapToInt(List::size).sum();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
