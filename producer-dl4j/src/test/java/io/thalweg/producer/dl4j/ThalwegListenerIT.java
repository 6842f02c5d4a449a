package io.thalweg.producer.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThalwegListenerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Topics TOPICS = new Topics("thalweg.");
    private static final ProbeSet PROBE = ProbeSet.of(new int[TinyTraining.SAMPLES], TinyTraining.CLASSES);

    private EmbeddedBroker broker;
    private PublisherConfiguration configuration;

    @BeforeAll
    void startBroker(@TempDir Path folder) {
        broker = EmbeddedBroker.start(folder);
        configuration =
                PublisherConfiguration.builder(broker.bootstrapServers()).build();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicLayout.standard(TOPICS).create(admin);
        }
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void exampleTrainsAndPublishes() {
        Dl4jExample.train(
                new TinyTraining().network(),
                TinyTraining.data(),
                TinyTraining.probe(2),
                PROBE,
                broker.bootstrapServers());

        // Twenty epochs of eight batches: before the first step, every fifty, and after the last.
        assertEquals(List.of(0L, 50L, 100L, 150L, 160L), steps("mlp-dl4j.s0", 5));
        assertEquals(RunState.FINISHED, lastState("mlp-dl4j.s0"));
    }

    @Test
    void adviceStopsTheTraining() {
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration)) {
            PublishedRun run = publisher.start(RunDescription.of("advised.s0", PROBE));
            try (EarlyStopping hook =
                    EarlyStopping.builder(configuration, run).obeyAdvice(true).open()) {
                ThalwegListener listener = ThalwegListener.builder(run, TinyTraining.probe(2))
                        .everyIterations(50)
                        .stopWith(hook)
                        .build();

                TrainingStoppedException stopped = assertThrows(
                        TrainingStoppedException.class,
                        () -> new TinyTraining().train(1_000_000, listener, advising(advice(run), 20)));

                assertEquals("far from home", stopped.getMessage());
                assertEquals(10, stopped.reason().step());
            }
        }
        assertEquals(RunState.STOPPED, lastState("advised.s0"));
    }

    private DecisionRecord advice(PublishedRun run) {
        return DecisionRecord.builder()
                .run(run.run())
                .step(10)
                .kind(AlarmKind.OFF_MANIFOLD)
                .state(DecisionState.RAISED)
                .reason("far from home")
                .stopAdvised(true)
                .decidedAt(Instant.now())
                .build();
    }

    /** Plays the service: sends the decision at the iteration given. */
    private BaseTrainingListener advising(DecisionRecord decision, int atIteration) {
        return new BaseTrainingListener() {
            @Override
            public void iterationDone(Model model, int iteration, int epoch) {
                if (iteration == atIteration) {
                    send(decision);
                }
            }
        };
    }

    private void send(DecisionRecord decision) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] key = decision.run().value().getBytes(StandardCharsets.US_ASCII);
            // Closing waits for it.
            var unused = producer.send(new ProducerRecord<>(
                    TOPICS.decisions(), key, JsonFormat.decisions().write(decision)));
        }
    }

    private List<Long> steps(String run, int count) {
        return values(TOPICS.snapshots(), run, count).stream()
                .map(ChunkReader::read)
                .map(ChunkResult.Accepted.class::cast)
                .map(chunk -> chunk.header().step())
                .toList();
    }

    private RunState lastState(String run) {
        List<byte[]> values = values(TOPICS.runs(), run, 2);
        RunRecord last = JsonFormat.runs().read(values.get(values.size() - 1));
        return last.state();
    }

    /** The values of a run's records, waiting for at least so many. */
    private List<byte[]> values(String topic, String run, int count) {
        List<byte[]> values = new ArrayList<>();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", UUID.randomUUID().toString(),
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            Instant end = Instant.now().plus(PATIENCE);
            while (values.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (new String(record.key(), StandardCharsets.US_ASCII).equals(run)) {
                        values.add(record.value());
                    }
                });
            }
        }
        return values;
    }
}
