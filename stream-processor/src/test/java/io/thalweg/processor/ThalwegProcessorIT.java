package io.thalweg.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.ManifoldTopic;
import io.thalweg.protocol.manifold.Precision;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The whole service against a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThalwegProcessorIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SAMPLES = 30;
    private static final int LARGE_SAMPLES = 400_000;

    private final TinyManifold manifold = TinyManifold.of(SAMPLES);
    private final HttpClient client = HttpClient.newHttpClient();

    private Path folder;
    private EmbeddedBroker broker;
    private Path file;
    private ManifoldHash hash;

    @BeforeAll
    void startBroker(@TempDir Path temporary) throws IOException {
        folder = temporary;
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        file = folder.resolve("tiny.safetensors");
        hash = ManifoldFile.write(
                file,
                manifold.loaded().manifold(),
                ManifoldProvenance.of(probeSet(SAMPLES).id(), "test"),
                Precision.FLOAT64);
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void snapshotsBecomeMetricsThatHttpAndPrometheusShow() throws Exception {
        Topics topics = topics("first.");
        try (ThalwegProcessor processor = new ThalwegProcessor(configuration(topics, "first", Map.of()))) {
            processor.start();
            await(() -> processor.obstacles().toString().contains("no reference manifold is loaded")
                    && processor.obstacles().size() == 1);
            assertEquals(503, status(processor, "health/ready"));
            publishManifold(topics);
            await(() -> status(processor, "health/ready") == 200);
            assertEquals(
                    hash.value(),
                    json(processor, "api/manifold").at("/manifolds/0/manifold").asText());

            publish(topics, "tiny.s0", 5);

            await(() -> json(processor, "api/runs/tiny.s0").at("/history").size() == 5);
            JsonNode run = json(processor, "api/runs/tiny.s0");
            assertEquals("mlp", run.at("/tags/arch").asText());
            assertEquals(hash.value(), run.at("/latest/manifold").asText());
            String metrics = text(processor, "metrics");
            assertTrue(metrics.contains("thalweg_snapshots_total 5.0"), metrics);
            assertTrue(metrics.contains("thalweg_ready 1.0"), metrics);
            assertTrue(metrics.contains("thalweg_run_step{run=\"tiny.s0\"} 500.0"), metrics);
            assertTrue(metrics.contains("thalweg_run_info{arch=\"mlp\",run=\"tiny.s0\"} 1"), metrics);
            assertFalse(metrics.contains("} NaN"), "NaN is never exported");
            assertTrue(metrics.contains("kafka_stream"), "Kafka's own metrics are there");
        }
    }

    @Test
    void restartKeepsTheRunsAndGoesOn() throws Exception {
        Topics topics = topics("second.");
        publishManifold(topics);
        ProcessorConfiguration configuration = configuration(topics, "second", Map.of());
        try (ThalwegProcessor processor = new ThalwegProcessor(configuration)) {
            processor.start();
            await(() -> status(processor, "health/ready") == 200);
            publish(topics, "kept", 3);
            await(() -> json(processor, "api/runs/kept").at("/history").size() == 3);
        }

        try (ThalwegProcessor again = new ThalwegProcessor(configuration)) {
            again.start();

            await(() -> text(again, "metrics").contains("thalweg_run_step{run=\"kept\"} 300.0"));
            await(() -> json(again, "api/runs/kept").at("/history").size() == 3);
        }
    }

    /**
     * Large, so that reading it takes longer than Kafka Streams takes to find the snapshot that waits; and of so few classes that what
     * is stored of a chunk is larger than the chunk.
     */
    @Test
    void whatWaitsIsMeasuredByTheManifoldOfTheTopic() throws Exception {
        Topics topics = topics("waiting.");
        TinyManifold large = TinyManifold.of(LARGE_SAMPLES);
        ProbeSet probeSet = probeSet(LARGE_SAMPLES);
        Path largeFile = folder.resolve("large.safetensors");
        ManifoldProvenance provenance = ManifoldProvenance.of(probeSet.id(), "test");
        ManifoldFile.write(largeFile, large.loaded().manifold(), provenance, Precision.FLOAT64);
        new ManifoldTopic(topics.manifolds(), Map.of("bootstrap.servers", broker.bootstrapServers()))
                .publish(largeFile);
        PublisherConfiguration publishing = PublisherConfiguration.builder(broker.bootstrapServers())
                .topics(topics)
                .build();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(publishing)) {
            publisher.start(RunDescription.of("waiting.s0", probeSet)).publishProbabilities(1, large.healthy(0.5));
        }

        try (ThalwegProcessor processor = new ThalwegProcessor(configuration(topics, "waiting", Map.of()))) {
            processor.start();

            await(() -> text(processor, "metrics").contains("thalweg_snapshots_total 1.0"));
            String refused = "thalweg_snapshots_rejected_total{reason=\"UNKNOWN_PROBE_SET\"} 0.0";
            assertTrue(text(processor, "metrics").contains(refused), text(processor, "metrics"));
        }
    }

    @Test
    void everyReplicaShowsEveryRun() throws Exception {
        Topics topics = topics("replicas.");
        publishManifold(topics);
        try (ThalwegProcessor one = new ThalwegProcessor(configuration(topics, "replicas", Map.of()));
                ThalwegProcessor two = new ThalwegProcessor(configuration(topics, "replicas", other()))) {
            one.start();
            two.start();
            AtomicInteger runs = new AtomicInteger();

            await(() -> {
                publish(topics, "shared.s" + runs.getAndIncrement(), 2);
                return measured(one) > 0 && measured(two) > 0;
            });

            await(() -> measured(one) + measured(two) == 2 * runs.get());
            for (ThalwegProcessor replica : List.of(one, two)) {
                await(() -> json(replica, "api/runs").at("/shown").asInt() == runs.get());
                for (int i = 0; i < runs.get(); i++) {
                    String run = "api/runs/shared.s" + i;
                    await(() -> json(replica, run).at("/history").size() == 2);
                }
            }
        }
    }

    private Map<String, String> other() {
        return Map.of(
                "instance.id",
                "two",
                "state.dir",
                folder.resolve("state-replicas-two").toString());
    }

    private double measured(ThalwegProcessor processor) throws IOException, InterruptedException {
        return text(processor, "metrics")
                .lines()
                .filter(line -> line.startsWith("thalweg_snapshots_total "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
                .sum();
    }

    @Test
    void manifoldOfAFileNeedsNoTopic() throws Exception {
        Topics topics = topics("third.");
        ProcessorConfiguration configuration = configuration(topics, "third", Map.of("manifolds", file.toString()));
        try (ThalwegProcessor processor = new ThalwegProcessor(configuration)) {
            processor.start();

            await(() -> status(processor, "health/ready") == 200);
            assertEquals(
                    5,
                    json(processor, "api/manifold?hash=" + hash.value())
                            .at("/landmarks")
                            .size());
        }
    }

    @Test
    void missingTopicsAreNamedWithTheCommandThatMendsIt() {
        ThalwegProcessor processor = new ThalwegProcessor(configuration(new Topics("absent."), "absent", Map.of()));

        ProcessorStartException failure = assertThrows(ProcessorStartException.class, processor::start);

        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("topic absent.snapshots is missing"), message);
        assertTrue(message.contains("thalweg topics create"), message);
    }

    private Topics topics(String prefix) {
        Topics topics = new Topics(prefix);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicLayout.standard(topics).withPartitions(2).create(admin);
        }
        return topics;
    }

    private ProcessorConfiguration configuration(Topics topics, String name, Map<String, String> more) {
        Map<String, String> flags = new HashMap<>(more);
        flags.put("bootstrap.servers", broker.bootstrapServers());
        flags.put("topics.prefix", topics.prefix());
        flags.put("application.id", name);
        flags.putIfAbsent("instance.id", "one");
        flags.put("http.port", "0");
        flags.putIfAbsent("state.dir", folder.resolve("state-" + name).toString());
        return ProcessorConfiguration.from(flags, Map.of());
    }

    private void publishManifold(Topics topics) throws IOException {
        new ManifoldTopic(topics.manifolds(), Map.of("bootstrap.servers", broker.bootstrapServers())).publish(file);
    }

    private void publish(Topics topics, String name, int snapshots) {
        PublisherConfiguration configuration = PublisherConfiguration.builder(broker.bootstrapServers())
                .topics(topics)
                .build();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration)) {
            PublishedRun run =
                    publisher.start(RunDescription.of(name, probeSet(SAMPLES)).withTags(Map.of("arch", "mlp")));
            for (int i = 1; i <= snapshots; i++) {
                run.publishProbabilities(100L * i, manifold.healthy(0.1 * i));
            }
        }
    }

    private static ProbeSet probeSet(int samples) {
        int[] labels = new int[samples];
        for (int n = 0; n < samples; n++) {
            labels[n] = n % 3;
        }
        return ProbeSet.of(labels, 3);
    }

    /** What may become true. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    private static void await(Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline, "not within " + PATIENCE);
            Thread.sleep(50);
        }
    }

    private int status(ThalwegProcessor processor, String path) throws IOException, InterruptedException {
        return get(processor, path).statusCode();
    }

    private String text(ThalwegProcessor processor, String path) throws IOException, InterruptedException {
        return get(processor, path).body();
    }

    private JsonNode json(ThalwegProcessor processor, String path) throws IOException, InterruptedException {
        return JSON.readTree(text(processor, path));
    }

    private HttpResponse<String> get(ThalwegProcessor processor, String path) throws IOException, InterruptedException {
        URI uri = processor.address().resolve("/" + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
