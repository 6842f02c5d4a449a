package io.thalweg.producer;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RejectedRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background thread of {@link EarlyStopping}: reads one run's partition of each topic from the time of opening,
 * however long the cluster takes to answer. Records of other runs are passed over by their key, unread. No consumer group
 * and no subscription: thousands of hooks would make the broker rebalance for ever.
 */
final class RunListener implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(EarlyStopping.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Map<String, Object> settings;
    private final RunId run;
    private final byte[] key;
    private final Instant from;
    private final Map<String, Consumer<byte[]>> ears;
    private final BooleanSupplier done;
    /** Next offsets; kept when the consumer has to be replaced. */
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private volatile boolean closed;
    private boolean away;
    private boolean warnedOfBadRecord;

    /**
     * @param ears what to do with a value of the run, by topic
     * @param done asked after each value; true ends the thread
     */
    RunListener(
            Map<String, Object> settings,
            RunId run,
            Instant from,
            Map<String, Consumer<byte[]>> ears,
            BooleanSupplier done) {
        this.settings = settings;
        this.run = run;
        this.key = run.value().getBytes(StandardCharsets.US_ASCII);
        this.from = from;
        this.ears = Map.copyOf(ears);
        this.done = done;
    }

    /** An ear that reads values in this format. */
    static <T> Consumer<byte[]> ear(JsonFormat<T> format, Consumer<T> listener) {
        return value -> listener.accept(format.read(value));
    }

    @Override
    public void run() {
        try {
            while (going()) {
                listenOnce();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the thread soon; does not wait for it. */
    void close() {
        closed = true;
        KafkaConsumer<byte[], byte[]> present = consumer;
        if (present != null) {
            present.wakeup();
        }
    }

    private boolean going() {
        return !closed && !done.getAsBoolean();
    }

    private void listenOnce() throws InterruptedException {
        try (KafkaConsumer<byte[], byte[]> fresh = new KafkaConsumer<>(settings)) {
            consumer = fresh;
            if (closed) {
                // The close came before there was anything to wake up.
                return;
            }
            findPositions(fresh);
            fresh.assign(positions.keySet());
            positions.forEach(fresh::seek);
            while (going()) {
                for (ConsumerRecord<byte[], byte[]> record : fresh.poll(POLL)) {
                    hear(record);
                }
            }
        } catch (WakeupException e) {
            // Only close wakes it up.
            closed = true;
        } catch (RuntimeException e) {
            warnOnce(e);
            Thread.sleep(PAUSE.toMillis());
        } finally {
            consumer = null;
        }
    }

    private void findPositions(KafkaConsumer<byte[], byte[]> fresh) {
        for (String topic : ears.keySet()) {
            if (positions.keySet().stream()
                    .noneMatch(partition -> partition.topic().equals(topic))) {
                RunPartition found = RunPartition.find(fresh, topic, key, from);
                positions.put(found.partition(), found.offset());
            }
        }
        if (away) {
            away = false;
            log.atInfo().addKeyValue("run", run).log("listening for metrics and advice again");
        }
    }

    private void hear(ConsumerRecord<byte[], byte[]> record) {
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        Consumer<byte[]> ear = ears.get(record.topic());
        if (!Arrays.equals(record.key(), key) || record.value() == null || ear == null || !going()) {
            return;
        }
        try {
            ear.accept(record.value());
        } catch (RejectedRecordException e) {
            if (!warnedOfBadRecord) {
                warnedOfBadRecord = true;
                log.atWarn()
                        .addKeyValue("run", run)
                        .addKeyValue("topic", record.topic())
                        .addKeyValue("reason", e.getMessage())
                        .log("a record could not be read and is passed over; further ones without a warning");
            }
        }
    }

    private void warnOnce(RuntimeException e) {
        if (!away) {
            away = true;
            log.atWarn()
                    .addKeyValue("run", run)
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("metrics and advice cannot be heard; the training goes on, and listening is tried again");
        }
    }
}
