package io.thalweg.protocol.manifold;

import io.thalweg.protocol.KafkaReason;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Follows the topic of manifolds from its beginning and assembles what it finds in a folder. Every process reads all of
 * the topic: no consumer group, nothing committed.
 */
public final class ManifoldTopicReader implements Runnable, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final String topic;
    private final Map<String, Object> kafkaProperties;
    private final Path cache;
    private final ManifoldListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile Runnable wakeUp = () -> {};
    private String lastReason = "";

    ManifoldTopicReader(String topic, Map<String, Object> kafkaProperties, Path cache, ManifoldListener listener) {
        this.topic = topic;
        this.kafkaProperties = consumerProperties(kafkaProperties);
        this.cache = cache;
        this.listener = listener;
    }

    /** Follows the topic until {@link #close()} or an interrupt; waits and tries again while it cannot be read. */
    @Override
    public void run() {
        long pauseMillis = FIRST_PAUSE_MILLIS;
        try (ManifoldAssembler assembler = new ManifoldAssembler(cache, listener)) {
            while (!isClosed()) {
                try {
                    follow(assembler);
                } catch (KafkaException | IOException e) {
                    waitFor(e);
                }
                // An interrupt, like a close, ends the loop: await throws.
                if (closed.await(pauseMillis, TimeUnit.MILLISECONDS)) {
                    return;
                }
                pauseMillis = Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether everything that was on the topic when reading began has been dealt with. */
    public boolean caughtUp() {
        return caughtUp.getCount() == 0;
    }

    /** Waits until everything that was on the topic when reading began has been dealt with; false if that took too long. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends {@link #run()} soon; from any thread. The manifolds handed out stay open: they are the listener's. */
    @Override
    public void close() {
        closed.countDown();
        wakeUp.run();
    }

    private void follow(ManifoldAssembler assembler) throws IOException {
        assembler.begin();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(kafkaProperties, new StringDeserializer(), new ByteArrayDeserializer())) {
            wakeUp = consumer::wakeup;
            List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(at -> new TopicPartition(at.topic(), at.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IOException("there is no such topic: create it with 'thalweg topics create'");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            lastReason = "";
            boolean atEnd = false;
            while (!isClosed()) {
                if (!atEnd
                        && partitions.stream()
                                .allMatch(at -> consumer.position(at, PATIENCE) >= ends.getOrDefault(at, 0L))) {
                    assembler.caughtUp();
                    caughtUp.countDown();
                    atEnd = true;
                }
                for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
                    assembler.accept(String.valueOf(each.key()), each.value());
                }
            }
        } catch (WakeupException e) {
            // Only close() wakes it up.
        } finally {
            wakeUp = () -> {};
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void waitFor(Exception failure) {
        String reason = "topic %s at %s cannot be read: %s"
                .formatted(
                        topic, kafkaProperties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG), KafkaReason.of(failure));
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            listener.waiting(reason);
        }
    }

    static Map<String, Object> consumerProperties(Map<String, Object> given) {
        Map<String, Object> properties = new HashMap<>(given);
        properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
        properties.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Few chunks in flight: memory stays flat however large the manifold is.
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 8);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 << 20);
        return properties;
    }
}
