package io.thalweg.producer;

import io.thalweg.broker.BrokerProcess;
import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.chunk.Encoding;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * What publishing costs the trainer's thread, with a broker in a process of its own: encoding, the hand-over to the
 * background thread, both together, and how fast snapshots then flow. Prints; asserts nothing, since machines differ.
 */
final class PublishingBenchmark {
    private static final int WARM_UP = 500;
    private static final int ROUNDS = 2000;
    private static final ProbeSet PROBE_SET = Snapshots.probeSet(10_000, 10);
    private static final float[] PROBABILITIES = Snapshots.probabilities(PROBE_SET, 1);
    private static final float[] LOGITS = Snapshots.logits(PROBE_SET, 1);
    private static final RunDescription DESCRIPTION = RunDescription.of("benchmark", PROBE_SET);

    private PublishingBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("N = 10,000, C = 10; microseconds: p50, p99, longest");
        for (Encoding encoding : Encoding.values()) {
            SnapshotEncoder encoder = new SnapshotEncoder(DESCRIPTION, encoding, InstantSource.system());
            FloatBuffer probabilities = FloatBuffer.wrap(PROBABILITIES);
            FloatBuffer logits = FloatBuffer.wrap(LOGITS);
            measure("encode probabilities " + encoding, step -> encoder.probabilities(step, probabilities));
            measure("encode logits        " + encoding, step -> encoder.logits(step, logits));
        }
        Path directory = Files.createTempDirectory("publishing-benchmark");
        try (BrokerProcess broker = BrokerProcess.start(directory)) {
            new Cluster(broker.bootstrapServers()).withTopics();
            publish(PublisherConfiguration.builder(broker.bootstrapServers()).build());
        }
    }

    private static void publish(PublisherConfiguration configuration) throws InterruptedException {
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration)) {
            PublishedRun run = publisher.start(DESCRIPTION);
            RunLane lane = new RunLane("benchmark-2".getBytes(StandardCharsets.US_ASCII));
            List<byte[]> chunks = publisher.encoder(DESCRIPTION).probabilities(0, FloatBuffer.wrap(PROBABILITIES));
            String topic = configuration.topics().snapshots();
            SnapshotEncoder encoder = publisher.encoder(DESCRIPTION);
            System.out.println("with 2 ms of something else between the calls, as in training:");
            measurePaced("encode probabilities", step -> encoder.probabilities(step, FloatBuffer.wrap(PROBABILITIES)));
            measurePaced("encode logits", step -> encoder.logits(step, FloatBuffer.wrap(LOGITS)));
            measurePaced("hand-over alone", step -> publisher.offer(new SnapshotChunks(lane, topic, chunks)));
            measurePaced("publishProbabilities", step -> run.publishProbabilities(step, PROBABILITIES));
            measurePaced("publishLogits", step -> run.publishLogits(step, LOGITS));
            awaitAll(publisher);
            burst(publisher, run);
            System.out.println(publisher.statistics());
        }
    }

    private static void burst(SnapshotPublisher publisher, PublishedRun run) throws InterruptedException {
        long start = System.nanoTime();
        for (int step = 0; step < 300; step++) {
            run.publishProbabilities(step, PROBABILITIES);
        }
        long encoded = System.nanoTime();
        awaitAll(publisher);
        double megabytes = 300 * publisher.encoder(DESCRIPTION).snapshotBytes() / 1e6;
        System.out.printf(
                "burst of 300 snapshots (%.0f MB): published in %.0f ms, acknowledged by the broker after %.0f ms (%.0f MB/s)%n",
                megabytes,
                (encoded - start) / 1e6,
                (System.nanoTime() - start) / 1e6,
                megabytes / ((System.nanoTime() - start) / 1e9));
    }

    private static void awaitAll(SnapshotPublisher publisher) throws InterruptedException {
        long expected = publisher.statistics().sent();
        do {
            expected = publisher.statistics().sent();
            Thread.sleep(20);
        } while (publisher.statistics().queuedBytes() > 0
                || publisher.statistics().sent() != expected);
    }

    private static void measure(String name, IntConsumer action) {
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            long start = System.nanoTime();
            action.accept(i + WARM_UP);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        double median = print(name, nanos);
        System.out.printf("%45s %.0f MB/s of float32 input%n", "", PROBABILITIES.length * Float.BYTES / median);
    }

    /** A trainer publishes now and then: two milliseconds of something else between the calls. */
    private static void measurePaced(String name, IntConsumer action) throws InterruptedException {
        long[] nanos = new long[ROUNDS];
        for (int i = -WARM_UP; i < ROUNDS; i++) {
            Thread.sleep(2);
            long start = System.nanoTime();
            action.accept(i + WARM_UP);
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        print(name, nanos);
    }

    private static double print(String name, long[] nanos) {
        Arrays.sort(nanos);
        double median = nanos[nanos.length / 2] / 1e3;
        double high = nanos[nanos.length * 99 / 100] / 1e3;
        System.out.printf("%-45s %8.1f %8.1f %8.1f%n", name, median, high, nanos[nanos.length - 1] / 1e3);
        return median;
    }
}
