package io.thalweg.benchmarks.memory;

import io.thalweg.benchmarks.processes.SyntheticManifold;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A trainer's side: runs that publish snapshots in turn. Arguments: bootstrap servers, samples, classes, runs, snapshots of
 * each run, pause between snapshots in milliseconds.
 *
 * <p>The probabilities lie outside the heap, as a network's output often does, so that the heap shows what publishing takes.
 */
final class SnapshotLoad {
    private static final long QUEUE_BYTES = 128L << 20;

    private SnapshotLoad() {}

    public static void main(String[] arguments) throws InterruptedException {
        int samples = Integer.parseInt(arguments[1]);
        int classes = Integer.parseInt(arguments[2]);
        int snapshots = Integer.parseInt(arguments[4]);
        long pauseMillis = Long.parseLong(arguments[5]);
        SyntheticManifold manifold = new SyntheticManifold(samples, classes, 1);
        FloatBuffer probabilities = ByteBuffer.allocateDirect(Math.multiplyExact(samples * classes, Float.BYTES))
                .order(java.nio.ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < probabilities.capacity(); i++) {
            probabilities.put(i, manifold.probability(i / classes, i % classes, 0.5));
        }
        PublisherConfiguration configuration = PublisherConfiguration.builder(arguments[0])
                .queueBytes(QUEUE_BYTES)
                .closeTimeout(java.time.Duration.ofMinutes(5))
                .build();
        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration)) {
            List<PublishedRun> runs = new ArrayList<>();
            for (int r = 0; r < Integer.parseInt(arguments[3]); r++) {
                runs.add(publisher.start(RunDescription.of("load.s" + r, manifold.probeSet())));
            }
            for (int step = 1; step <= snapshots; step++) {
                for (PublishedRun run : runs) {
                    awaitRoom(publisher);
                    run.publishProbabilities(step, probabilities);
                    Thread.sleep(pauseMillis);
                }
            }
        }
        // Its memory is read before it ends.
        System.out.println("all sent");
        Thread.sleep(Long.MAX_VALUE);
    }

    /** A trainer would drop snapshots; here all are to arrive. */
    private static void awaitRoom(SnapshotPublisher publisher) throws InterruptedException {
        while (publisher.statistics().queuedBytes() > 0) {
            Thread.sleep(1);
        }
    }
}
