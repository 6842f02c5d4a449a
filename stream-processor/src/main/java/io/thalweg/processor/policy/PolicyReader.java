package io.thalweg.processor.policy;

import io.thalweg.processor.tracking.ExperimentBudgets;
import io.thalweg.processor.tracking.StopAdvisor;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RejectedRecordException;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.Withheld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads policies, runs and decisions from their beginnings, all partitions, outside any group: the policies in force, and the
 * counts that their budgets rest on. Keeps trying while the cluster is away.
 */
public final class PolicyReader implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyReader.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Topics topics;
    private final Map<String, Object> properties;
    private final LoadedPolicies policies;
    private final ExperimentBudgets budgets;
    private final JsonFormat<RunRecord> runFormat = JsonFormat.runs();
    private final JsonFormat<DecisionRecord> decisionFormat = JsonFormat.decisions();
    private final Map<TopicPartition, Long> places = new HashMap<>();
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * A reader.
     *
     * @param properties of the consumer
     */
    public PolicyReader(
            Topics topics, Map<String, Object> properties, LoadedPolicies policies, ExperimentBudgets budgets) {
        this.topics = topics;
        this.properties = Map.copyOf(properties);
        this.policies = policies;
        this.budgets = budgets;
    }

    /** Waits until what was there at the start has been read; false if that took too long. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads until closed. */
    @Override
    public void run() {
        try {
            do {
                try (Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                    follow(consumer);
                } catch (WakeupException e) {
                    LOG.debug("woken up to close");
                } catch (KafkaException e) {
                    LOG.atWarn().addKeyValue("reason", e.getMessage()).log("policies cannot be read, trying again");
                }
            } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = Stream.of(topics.policies(), topics.runs(), topics.decisions())
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        partitions.forEach(at -> consumer.seek(at, places.getOrDefault(at, starts.getOrDefault(at, 0L))));
        while (closed.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                take(record);
                places.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
            }
            if (caughtUp.getCount() > 0
                    && partitions.stream().allMatch(at -> consumer.position(at) >= ends.getOrDefault(at, 0L))) {
                budgets.complete();
                caughtUp.countDown();
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        try {
            if (record.topic().equals(topics.policies())) {
                policies.takeRecord(key, record.value());
            } else if (record.topic().equals(topics.runs())) {
                takeRun(key, record);
            } else if (record.value() != null) {
                takeDecision(decisionFormat.read(record.value()));
            }
        } catch (RejectedRecordException e) {
            // The topology has counted and dead-lettered it, if it was an input at all.
            LOG.atDebug().addKeyValue("reason", e.getMessage()).log("a record that counts for no budget");
        }
    }

    private void takeRun(String key, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            RunRecord run = runFormat.read(record.value());
            budgets.seen(run.run(), StopAdvisor.experiment(run.tags()));
        } else if (RunId.isValid(key)) {
            budgets.removed(new RunId(key));
        }
    }

    private void takeDecision(DecisionRecord decision) {
        boolean inShadow = decision.withheld().filter(Withheld.SHADOW::equals).isPresent();
        if (decision.stopAdvised() || inShadow) {
            budgets.advised(decision.run(), inShadow);
        }
    }

    /** Ends {@link #run()} within a poll or a pause. */
    @Override
    public void close() {
        closed.countDown();
    }
}
