package io.thalweg.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.broker.BrokerProcess;
import io.thalweg.processor.MetricsReader.Arrival;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Exactly once, shown where it is hard: the service is killed outright, again and again, under load. */
class KilledProcessorIT {
    private static final Topics TOPICS = Topics.standard();
    private static final int KILLS = 4;
    private static final int SMALL_SAMPLES = 30;
    /** 2.4 MB in float32: three chunks. */
    private static final int LARGE_SAMPLES = 200_000;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TinyManifold small = TinyManifold.of(SMALL_SAMPLES);
    private final TinyManifold large = TinyManifold.of(LARGE_SAMPLES);

    @Test
    void everySnapshotHasExactlyOneMetricsRecord(@TempDir Path folder, TestReporter reporter) throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"));
                MetricsReader reader = new MetricsReader(withTopics(broker), TOPICS.metrics())) {
            Load load = new Load(broker.bootstrapServers());
            List<Long> recoveries = new ArrayList<>();
            ProcessorProcess processor = start(folder, broker);
            try {
                assertTrue(reader.readUntil(arrivals -> arrivals.size() > 20, PATIENCE), "no metrics at first");
                for (int kill = 0; kill < KILLS; kill++) {
                    // Another point of the commit interval, and of a snapshot of several chunks, each time.
                    reader.readFor(Duration.ofMillis(1500 + 137L * kill));
                    processor.kill();
                    long killed = System.currentTimeMillis();
                    processor = start(folder, broker);
                    assertTrue(
                            reader.readUntil(arrivals -> writtenAfter(killed, arrivals), PATIENCE),
                            "no metrics after kill " + kill + "; alive: " + processor.isAlive());
                    recoveries.add(System.currentTimeMillis() - killed);
                }
                Map<String, Integer> published = load.stop();
                int all = published.values().stream().mapToInt(count -> count).sum();
                assertTrue(
                        reader.readUntil(arrivals -> arrivals.size() >= all, PATIENCE),
                        () -> reader.arrivals().size() + " metrics records for " + all + " snapshots");
                // A doubled one may come later.
                reader.readFor(Duration.ofSeconds(1));

                assertEquals(expected(published), counts(reader.arrivals()));
                assertEquals(List.of(), incomplete(reader.arrivals()));
                assertEquals(Service.DONE, processor.stop());
                reporter.publishEntry("snapshots", published.toString());
                reporter.publishEntry("milliseconds from kill to the next metrics record", recoveries.toString());
            } finally {
                processor.close();
                load.stop();
            }
        }
    }

    private static boolean writtenAfter(long millis, List<Arrival> arrivals) {
        return !arrivals.isEmpty() && arrivals.get(arrivals.size() - 1).writtenAtMillis() > millis;
    }

    /** Every step of every run once. */
    private static Map<String, Integer> expected(Map<String, Integer> published) {
        Map<String, Integer> expected = new TreeMap<>();
        published.forEach((run, count) -> {
            for (int step = 1; step <= count; step++) {
                expected.put(run + " " + step, 1);
            }
        });
        return expected;
    }

    private static Map<String, Integer> counts(List<Arrival> arrivals) {
        Map<String, Integer> counts = new TreeMap<>();
        arrivals.forEach(arrival ->
                counts.merge(arrival.metrics().run() + " " + arrival.metrics().step(), 1, Integer::sum));
        return counts;
    }

    private static List<String> incomplete(List<Arrival> arrivals) {
        return arrivals.stream()
                .filter(arrival -> arrival.metrics().coverage() != 1)
                .map(arrival ->
                        "written at " + Instant.ofEpochMilli(arrival.writtenAtMillis()) + ": " + arrival.metrics())
                .toList();
    }

    private static String withTopics(BrokerProcess broker) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            TopicLayout.standard(TOPICS).withPartitions(2).create(admin);
        }
        return broker.bootstrapServers();
    }

    private ProcessorProcess start(Path folder, BrokerProcess broker) throws IOException {
        Map<String, String> flags = new HashMap<>();
        flags.put("bootstrap.servers", broker.bootstrapServers());
        flags.put("instance.id", "one");
        // A busy machine may hold a chunk back for longer than the default: closing what is incomplete is not what is
        // tested here.
        flags.put("incomplete.after", "10m");
        flags.put("http.port", "0");
        flags.put("state.dir", folder.resolve("state").toString());
        flags.put("manifolds", file(folder, small) + "," + file(folder, large));
        return ProcessorProcess.start(flags, folder.resolve("processor.log"));
    }

    private static Path file(Path folder, TinyManifold tiny) throws IOException {
        Path file = folder.resolve(tiny.loaded().samples() + ".safetensors");
        if (!file.toFile().exists()) {
            ManifoldProvenance provenance = ManifoldProvenance.of(tiny.loaded().probeSet(), "test");
            ManifoldFile.write(file, tiny.loaded().manifold(), provenance, Precision.FLOAT32);
        }
        return file;
    }

    /** Runs that publish until they are told to stop: three of one chunk a snapshot, two of three chunks. */
    private final class Load {
        private static final long MOST_WAITING_BYTES = 8L << 20;

        private final SnapshotPublisher publisher;
        private final AtomicBoolean going = new AtomicBoolean(true);
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final Map<String, Future<Integer>> published = new TreeMap<>();

        Load(String bootstrapServers) {
            publisher = SnapshotPublisher.open(PublisherConfiguration.builder(bootstrapServers)
                    .encoding(Encoding.FLOAT32_PROBABILITIES)
                    .closeTimeout(PATIENCE)
                    .build());
            for (int i = 0; i < 3; i++) {
                publish("small.s" + i, small, Duration.ofMillis(20));
            }
            for (int i = 0; i < 2; i++) {
                publish("large.s" + i, large, Duration.ofMillis(400));
            }
        }

        private void publish(String name, TinyManifold tiny, Duration pause) {
            PublishedRun run = publisher.start(RunDescription.of(name, probeSet(tiny)));
            float[] probabilities = tiny.healthy(0.6);
            published.put(name, threads.submit(() -> {
                int step = 0;
                while (going.get()) {
                    run.publishProbabilities(++step, probabilities);
                    Thread.sleep(pause.toMillis());
                    // On a busy machine: what the publisher drops on purpose is not what is tested here.
                    while (publisher.statistics().queuedBytes() > MOST_WAITING_BYTES) {
                        Thread.sleep(pause.toMillis());
                    }
                }
                return step;
            }));
        }

        /** How many snapshots each run published; all of them have reached the cluster. */
        Map<String, Integer> stop() throws InterruptedException, ExecutionException {
            going.set(false);
            Map<String, Integer> counts = new TreeMap<>();
            for (Map.Entry<String, Future<Integer>> run : published.entrySet()) {
                counts.put(run.getKey(), run.getValue().get());
            }
            threads.shutdown();
            publisher.close();
            assertEquals(
                    counts.values().stream().mapToLong(count -> count).sum(),
                    publisher.statistics().sent(),
                    () -> publisher.statistics().toString());
            return counts;
        }

        private ProbeSet probeSet(TinyManifold tiny) {
            int[] labels = new int[tiny.loaded().samples()];
            for (int n = 0; n < labels.length; n++) {
                labels[n] = n % 3;
            }
            return ProbeSet.of(labels, 3);
        }
    }
}
