package io.thalweg.processor.live;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RejectedRecordException;
import io.thalweg.protocol.record.RunRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the live view: a plain consumer, outside any group, of all partitions of metrics, decisions and runs, so that every
 * replica shows every run. Keeps trying while the cluster is away.
 */
public final class LiveReader implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Topics topics;
    private final Map<String, Object> properties;
    private final Duration lookBack;
    private final InstantSource clock;
    private final LiveRuns runs;
    private final JsonFormat<RunRecord> runFormat = JsonFormat.runs();
    private final JsonFormat<MetricsRecord> metricsFormat = JsonFormat.metrics();
    private final JsonFormat<DecisionRecord> decisionFormat = JsonFormat.decisions();
    /** Where reading goes on after a failure; what was read must not be shown twice. */
    private final Map<TopicPartition, Long> places = new HashMap<>();

    private final CountDownLatch caughtUp = new CountDownLatch(1);

    private volatile boolean closed;

    /**
     * A reader.
     *
     * @param properties of the consumer
     * @param lookBack how far back the topics are read
     */
    public LiveReader(
            Topics topics, Map<String, Object> properties, Duration lookBack, InstantSource clock, LiveRuns runs) {
        this.topics = topics;
        this.properties = Map.copyOf(properties);
        this.lookBack = lookBack;
        this.clock = clock;
        this.runs = runs;
    }

    /** Reads until closed. */
    @Override
    public void run() {
        while (!closed) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                read(consumer);
            } catch (WakeupException e) {
                LOG.debug("woken up to close");
            } catch (KafkaException e) {
                LOG.atWarn().addKeyValue("reason", e.getMessage()).log("the live view cannot be read, trying again");
                pause();
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = Stream.of(topics.runs(), topics.metrics(), topics.decisions())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        seek(consumer, partitions, ends);
        while (!closed) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                places.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (caughtUp.getCount() > 0
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                caughtUp.countDown();
            }
        }
    }

    /** Waits until all is read that was on the topics when reading began. Returns whether it was within the time. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void seek(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Map<TopicPartition, Long> ends) {
        long since = clock.instant().minus(lookBack).toEpochMilli();
        Map<TopicPartition, Long> times = new HashMap<>();
        partitions.forEach(partition -> times.put(partition, since));
        Map<TopicPartition, OffsetAndTimestamp> starts = consumer.offsetsForTimes(times);
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp start = starts.get(partition);
            long first = start == null ? ends.getOrDefault(partition, 0L) : start.offset();
            consumer.seek(partition, places.getOrDefault(partition, first));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.value() == null) {
                remove(record);
            } else if (record.topic().equals(topics.metrics())) {
                MetricsRecord metrics = metricsFormat.read(record.value());
                runs.measured(metrics, text(metricsFormat.write(metrics)), record.timestamp());
            } else if (record.topic().equals(topics.decisions())) {
                DecisionRecord decision = decisionFormat.read(record.value());
                runs.decided(decision, text(decisionFormat.write(decision)), record.timestamp());
            } else {
                RunRecord run = runFormat.read(record.value());
                runs.declared(run, text(runFormat.write(run)), record.timestamp());
            }
        } catch (RejectedRecordException e) {
            // The topology has counted and dead-lettered it, if it was an input at all.
            LOG.atDebug()
                    .addKeyValue("topic", record.topic())
                    .addKeyValue("reason", e.getMessage())
                    .log("a record that the live view leaves out");
        }
    }

    private void remove(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(topics.runs()) && record.key() != null) {
            String key = text(record.key());
            if (RunId.isValid(key)) {
                runs.removed(new RunId(key));
            }
        }
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #run()} within a poll or a pause; interrupt its thread for sooner. */
    @Override
    public void close() {
        closed = true;
    }
}
