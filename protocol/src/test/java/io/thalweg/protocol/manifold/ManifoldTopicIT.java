package io.thalweg.protocol.manifold;

import static io.thalweg.protocol.manifold.Heard.arrivalOf;
import static io.thalweg.protocol.manifold.Heard.withdrawalOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifoldTopicIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Topics TOPICS = Topics.standard();

    private final Heard heard = new Heard();
    /** About 5.1 MB: six chunks. */
    private final SampleManifold large = new SampleManifold(250, 10, 256, 3, 1);

    @TempDir
    private Path folder;

    @Test
    void manifoldsComeThroughRestartsAndWithdrawal() throws Exception {
        Path file = folder.resolve("large.safetensors");
        ManifoldHash hash = ManifoldFile.write(file, large.manifold(), large.provenance(), Precision.FLOAT64);
        try (EmbeddedBroker broker = startBroker(0)) {
            assertTrue(Files.size(file) > 5_000_000);
            topic(broker).publish(file);
            sendNonsense(broker);

            try (Running first = new Running(topic(broker).reader(folder.resolve("cache"), heard))) {
                await(first.reader()::caughtUp);
            }
            assertEquals(2, heard.events().size(), heard.events()::toString);
            assertEquals(arrivalOf(hash), heard.events().get(0));
            assertTrue(heard.events().get(1).startsWith("rejected nonsense: "), heard.events()::toString);
        }
        try (EmbeddedBroker broker = startBroker(0);
                Running second = new Running(topic(broker).reader(folder.resolve("cache"), heard))) {
            await(second.reader()::caughtUp);
            assertEquals(arrivalOf(hash), heard.events().get(2));

            topic(broker).withdraw(hash);

            await(() -> heard.events().contains(withdrawalOf(hash)));
            assertThrows(IOException.class, () -> topic(broker).withdraw(hash));
        }
    }

    @Test
    void readerWaitsForBrokerTopicAndManifold() throws Exception {
        int port = freePort();
        SampleManifold sample = SampleManifold.small();
        Path file = folder.resolve("small.safetensors");
        ManifoldHash hash = ManifoldFile.write(file, sample.manifold(), sample.provenance(), Precision.FLOAT64);
        ManifoldTopic topic = new ManifoldTopic(TOPICS.manifolds(), Map.of("bootstrap.servers", "127.0.0.1:" + port));

        try (Running running = new Running(topic.reader(folder.resolve("cache"), heard))) {
            await(() -> hasHeard("waiting topic thalweg.manifolds at 127.0.0.1:" + port + " cannot be read: "));
            try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), port)) {
                await(() -> hasHeard("thalweg topics create"));
                createTopics(broker);
                await(running.reader()::caughtUp);
                topic.publish(file);
                await(() -> heard.events().contains(arrivalOf(hash)));
            }
        }
    }

    @Test
    void publishingWhereNobodyListensFailsInOneLine() throws IOException {
        int port = freePort();
        SampleManifold sample = SampleManifold.small();
        Path file = folder.resolve("small.safetensors");
        ManifoldFile.write(file, sample.manifold(), sample.provenance(), Precision.FLOAT64);
        ManifoldTopic topic = new ManifoldTopic(
                TOPICS.manifolds(), Map.of("bootstrap.servers", "127.0.0.1:" + port, "max.block.ms", "1000"));

        IOException refusal = assertThrows(IOException.class, () -> topic.publish(file));

        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith("topic thalweg.manifolds at 127.0.0.1:" + port + " does not take it: "), message);
        assertEquals(1, message.lines().count());
    }

    private EmbeddedBroker startBroker(int port) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), port == 0 ? freePort() : port);
        createTopics(broker);
        return broker;
    }

    private static void createTopics(EmbeddedBroker broker) {
        try (Admin admin = Admin.create(address(broker))) {
            TopicLayout.standard(TOPICS).withPartitions(1).create(admin);
        }
    }

    private static ManifoldTopic topic(EmbeddedBroker broker) {
        return new ManifoldTopic(TOPICS.manifolds(), address(broker));
    }

    private static Map<String, Object> address(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static void sendNonsense(EmbeddedBroker broker) throws InterruptedException, ExecutionException {
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(address(broker), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPICS.manifolds(), "nonsense", new byte[] {1}))
                    .get();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean hasHeard(String part) {
        return heard.events().stream().anyMatch(event -> event.contains(part));
    }

    private void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertTrue(
                    Instant.now().isBefore(end), () -> "not within " + PATIENCE + ": " + List.copyOf(heard.events()));
            Thread.sleep(20);
        }
    }

    /** A reader on a thread of its own. */
    private record Running(ManifoldTopicReader reader, Thread thread) implements AutoCloseable {
        Running(ManifoldTopicReader reader) {
            this(reader, new Thread(reader, "manifolds"));
            thread.start();
        }

        @Override
        public void close() {
            reader.close();
            try {
                thread.join(PATIENCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            assertTrue(!thread.isAlive(), "the reader did not end");
        }
    }
}
