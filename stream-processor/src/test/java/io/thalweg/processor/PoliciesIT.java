package io.thalweg.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.Precision;
import io.thalweg.protocol.policy.Budget;
import io.thalweg.protocol.policy.Grace;
import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.policy.PolicyTopic;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.Withheld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies on their topic, from the one who puts them to the trainer that stops, against a real broker. */
class PoliciesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int SAMPLES = 30;
    private static final int PARTITIONS = 2;
    private static final Policy SHADOW =
            new Policy("imagenet", Set.of(AlarmKind.OFF_MANIFOLD), 1, Grace.NONE, new Budget(0, 1), true);
    private static final Policy EARNEST =
            new Policy("imagenet", Set.of(AlarmKind.OFF_MANIFOLD), 3, Grace.NONE, new Budget(0, 1), false);

    private final TinyManifold manifold = TinyManifold.of(SAMPLES);
    private final Topics topics = Topics.standard();
    private final List<DecisionRecord> decisions = new ArrayList<>();

    @Test
    void policyThatIsPutStopsATrainerWithoutARestartAndTheNextOneFindsTheBudgetSpent(@TempDir Path folder)
            throws Exception {
        Path file = folder.resolve("tiny.safetensors");
        ManifoldFile.write(
                file,
                manifold.loaded().manifold(),
                ManifoldProvenance.of(probeSet().id(), "test"),
                Precision.FLOAT64);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            String address = broker.bootstrapServers();
            createTopics(address);
            PolicyTopic policies = new PolicyTopic(topics.policies(), Map.of("bootstrap.servers", address));
            policies.put(SHADOW);
            try (ThalwegProcessor processor = processor(folder, file, address);
                    SnapshotPublisher publisher = SnapshotPublisher.open(publisher(address));
                    KafkaConsumer<byte[], byte[]> reader = reader(address)) {
                processor.start();
                PublishedRun run = start(publisher, "a", address);
                try (EarlyStopping hook = EarlyStopping.builder(publisher(address), run)
                        .obeyAdvice(true)
                        .open()) {
                    DecisionRecord inShadow = publishUntil(reader, run, 1, heard -> true);
                    assertEquals(Optional.of(Withheld.SHADOW), inShadow.withheld());
                    assertFalse(hook.shouldStop());

                    policies.put(EARNEST);
                    DecisionRecord advised = publishUntil(reader, run, 1000, DecisionRecord::callsForStop);
                    assertEquals(DecisionState.RECONSIDERED, advised.state());
                    assertEquals(Optional.of("imagenet"), advised.experiment());
                    publishUntil(reader, run, 2000, heard -> heard.state() == DecisionState.ACKNOWLEDGED);
                    assertTrue(hook.shouldStop());
                }
            }
            // Another processor counts from the topics alone.
            try (ThalwegProcessor processor = processor(folder, file, address);
                    SnapshotPublisher publisher = SnapshotPublisher.open(publisher(address));
                    KafkaConsumer<byte[], byte[]> reader = reader(address)) {
                processor.start();
                PublishedRun next = start(publisher, "b", address);
                DecisionRecord refused = publishUntil(
                        reader,
                        next,
                        1,
                        heard -> heard.withheld().equals(Optional.of(Withheld.BUDGET))
                                && heard.run().equals(next.run()));
                assertEquals(
                        Optional.of("no stop: 1 of the experiment's 2 runs advised to stop before it, the budget"
                                + " (share 0.0, at least 1) allows 1 in all"),
                        refused.advice());
            }
            assertEquals(
                    Set.of("a"),
                    Set.copyOf(decisions.stream()
                            .filter(DecisionRecord::callsForStop)
                            .map(decision -> decision.run().value())
                            .toList()));
        }
    }

    /** Publishes snapshots off the manifold, one after another, until a decision is as wished. */
    private DecisionRecord publishUntil(
            KafkaConsumer<byte[], byte[]> reader, PublishedRun run, long firstStep, Predicate<DecisionRecord> wished) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (long step = firstStep; System.nanoTime() < deadline; step++) {
            run.publishProbabilities(step, manifold.offManifold());
            List<DecisionRecord> heard = new ArrayList<>();
            reader.poll(Duration.ofMillis(200))
                    .forEach(record -> heard.add(JsonFormat.decisions().read(record.value())));
            decisions.addAll(heard);
            Optional<DecisionRecord> found = heard.stream().filter(wished).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new AssertionError("not within " + PATIENCE + "; there are " + decisions);
    }

    /** Starts a run, and waits for its record: a snapshot taken before it belongs to no experiment, and to its policy neither. */
    private PublishedRun start(SnapshotPublisher publisher, String id, String address) throws Exception {
        long before = runRecords(address);
        PublishedRun run = publisher.start(description(id));
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (runRecords(address) == before) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no run record within " + PATIENCE);
            }
            Thread.sleep(50);
        }
        return run;
    }

    private long runRecords(String address) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            ends.put(new TopicPartition(topics.runs(), partition), OffsetSpec.latest());
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    private void createTopics(String address) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            TopicLayout.standard(topics).withPartitions(PARTITIONS).create(admin);
        }
    }

    private ThalwegProcessor processor(Path folder, Path file, String address) {
        Map<String, String> flags = Map.of(
                "bootstrap.servers",
                address,
                "instance.id",
                "one",
                "http.port",
                "0",
                "manifolds",
                file.toString(),
                "state.dir",
                folder.resolve("state").toString());
        return new ThalwegProcessor(ProcessorConfiguration.from(flags, Map.of()));
    }

    private static PublisherConfiguration publisher(String address) {
        return PublisherConfiguration.builder(address).build();
    }

    private static RunDescription description(String run) {
        return RunDescription.of(run, probeSet()).withTags(Map.of("experiment", "imagenet"));
    }

    private KafkaConsumer<byte[], byte[]> reader(String address) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new TopicPartition(topics.decisions(), i));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private static ProbeSet probeSet() {
        int[] labels = new int[SAMPLES];
        for (int n = 0; n < SAMPLES; n++) {
            labels[n] = n % 3;
        }
        return ProbeSet.of(labels, 3);
    }
}
