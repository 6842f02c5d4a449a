package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.thalweg.broker.BrokerProcess;
import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.record.Acknowledgement;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("FutureReturnValueIgnored") // closing the writer waits for all
class EarlyStoppingIT {
    private static final Topics TOPICS = Topics.standard();

    private EmbeddedBroker broker;
    private Cluster cluster;

    EarlyStoppingIT(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory);
        cluster = new Cluster(broker.bootstrapServers());
    }

    @BeforeAll
    void createTopics() {
        cluster.withTopics();
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void ruleStopsAmongAThousandOtherRuns() throws InterruptedException {
        List<StopReason> told = new CopyOnWriteArrayList<>();
        try (EarlyStopping hook = EarlyStopping.builder(configuration(cluster), new RunId("ruled"))
                .rule(Rules.progressReached(0.9))
                .onStop(told::add)
                .open()) {
            writeMetricsOfOthers(1000);
            writeMetrics("ruled", 1, 0.5);
            writeMetrics("ruled", 2, 0.95);

            Eventually.await("stop", hook::shouldStop);

            assertEquals(2, hook.reason().orElseThrow().step());
            Eventually.await("told", () -> !told.isEmpty());
        }
        assertEquals(1, told.size());
    }

    @Test
    void adviceStopsAndIsAcknowledged() throws InterruptedException {
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration(cluster))) {
            PublishedRun run = publisher.start(
                    RunDescription.of("advised", Snapshots.probeSet(20, 10)).withAttempt(3));
            try (EarlyStopping hook = EarlyStopping.builder(configuration(cluster), run)
                    .obeyAdvice(true)
                    .open()) {
                writeAdvice("other", 3);
                writeAdvice("advised", 2);
                writeAdvice("advised", 3);

                Eventually.await("stop", hook::shouldStop);
            }
            run.stopped("as advised");
        }

        Acknowledgement acknowledgement = cluster.read(TOPICS.runs(), 2).stream()
                .filter(record -> "advised".equals(record.key()))
                .reduce((earlier, later) -> later)
                .map(record -> JsonFormat.runs().read(record.value()))
                .orElseThrow()
                .acknowledgements()
                .get(0);
        assertEquals(AlarmKind.OFF_MANIFOLD, acknowledgement.kind());
        assertEquals(77, acknowledgement.step());
    }

    @Test
    void whatWasWrittenBeforeOpeningDoesNotCount() throws InterruptedException {
        writeMetrics("again", 1, 0.99);
        Thread.sleep(5);
        try (EarlyStopping hook = EarlyStopping.builder(configuration(cluster), new RunId("again"))
                .rule(StoppingRule.when("seen", record -> record.step() == 2 || record.step() == 1))
                .open()) {
            writeMetrics("again", 2, 0.1);

            Eventually.await("stop", hook::shouldStop);

            assertEquals(2, hook.reason().orElseThrow().step());
        }
    }

    @Test
    void unreadableRecordIsPassedOver() throws InterruptedException {
        try (EarlyStopping hook = EarlyStopping.builder(configuration(cluster), new RunId("torn"))
                .rule(Rules.progressReached(0.9))
                .open()) {
            cluster.write(TOPICS.metrics(), "torn", new byte[] {'{'});
            writeMetrics("torn", 2, 0.95);

            Eventually.await("stop", hook::shouldStop);
        }
    }

    @Test
    void recordsBetweenOpeningAndTheBrokersReturnCount(@TempDir Path directory) throws InterruptedException {
        BrokerProcess down = BrokerProcess.start(directory);
        Cluster away = new Cluster(down.bootstrapServers()).withTopics();
        down.kill();
        try (EarlyStopping hook = EarlyStopping.builder(configuration(away), new RunId("late"))
                .rule(Rules.progressReached(0.9))
                .open()) {
            assertFalse(hook.shouldStop());
            try (BrokerProcess back = down.restart()) {
                new Cluster(back.bootstrapServers())
                        .write(TOPICS.metrics(), "late", JsonFormat.metrics().write(metrics("late", 1, 0.95)));

                Eventually.await("stop", Duration.ofSeconds(30), hook::shouldStop);
            }
        }
    }

    private static PublisherConfiguration configuration(Cluster cluster) {
        return PublisherConfiguration.builder(cluster.bootstrapServers()).build();
    }

    private static MetricsRecord metrics(String run, long step, double progress) {
        return Records.metrics(run, step).progress(progress).build();
    }

    private void writeMetrics(String run, long step, double progress) {
        cluster.write(TOPICS.metrics(), run, JsonFormat.metrics().write(metrics(run, step, progress)));
    }

    private void writeMetricsOfOthers(int runs) {
        try (KafkaProducer<String, byte[]> writer = cluster.writer()) {
            for (int i = 0; i < runs; i++) {
                byte[] value = JsonFormat.metrics().write(metrics("other-" + i, 1, 0.99));
                writer.send(new ProducerRecord<>(TOPICS.metrics(), "other-" + i, value));
            }
        }
    }

    private void writeAdvice(String run, int attempt) {
        byte[] value = JsonFormat.decisions()
                .write(Records.advice(run, 77).attempt(attempt).build());
        cluster.write(TOPICS.decisions(), run, value);
    }
}
