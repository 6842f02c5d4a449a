package io.thalweg.benchmarks.pipeline;

import io.thalweg.benchmarks.processes.SyntheticManifold;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.PublisherStatistics;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.chunk.Encoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The trainers' side: runs that publish in turn, at a rate or as fast as the cluster takes it. Arguments: bootstrap servers,
 * samples, classes, runs, first step, steps, steps of the backlog, snapshots a second (0 for no limit), encoding.
 *
 * <p>Predictions learn over the backlog and stay where they are then, in a few stages that are made beforehand.
 */
final class PacedLoad {
    private static final long QUEUE_BYTES = 256L << 20;
    private static final long WAITING_BYTES = 16L << 20;
    private static final int STAGES = 8;
    private static final double STRONGEST = 6;
    private static final long SEED = 17;
    private static final int MOST_VALUES = 1 << 20;

    private PacedLoad() {}

    public static void main(String[] arguments) {
        int samples = Integer.parseInt(arguments[1]);
        int classes = Integer.parseInt(arguments[2]);
        int firstStep = Integer.parseInt(arguments[4]);
        int steps = Integer.parseInt(arguments[5]);
        int backlogSteps = Integer.parseInt(arguments[6]);
        double perSecond = Double.parseDouble(arguments[7]);
        Encoding encoding = Encoding.valueOf(arguments[8]);
        SyntheticManifold manifold = new SyntheticManifold(samples, classes, 1);
        List<FloatBuffer> stages = stages(manifold);
        PublisherConfiguration configuration = PublisherConfiguration.builder(arguments[0])
                .encoding(encoding)
                .queueBytes(QUEUE_BYTES)
                .closeTimeout(Duration.ofMinutes(5))
                .build();
        SnapshotPublisher publisher = SnapshotPublisher.open(configuration);
        try (publisher) {
            List<PublishedRun> runs = new ArrayList<>();
            for (int r = 0; r < Integer.parseInt(arguments[3]); r++) {
                runs.add(publisher.start(RunDescription.of("load.s" + r, manifold.probeSet())));
            }
            long waiting = (long) samples * classes * encoding.bytesPerValue() > WAITING_BYTES ? 0 : WAITING_BYTES;
            long start = System.nanoTime();
            long sent = 0;
            for (int step = firstStep; step < firstStep + steps; step++) {
                int stage = Math.min(stages.size() - 1, (step - 1) * stages.size() / backlogSteps);
                for (PublishedRun run : runs) {
                    awaitTurn(start, sent, perSecond);
                    awaitRoom(publisher, waiting);
                    run.publishProbabilities(step, stages.get(stage));
                    sent++;
                }
            }
        }
        PublisherStatistics statistics = publisher.statistics();
        System.out.println(statistics);
        if (statistics.dropped() + statistics.failed() + statistics.refused() > 0) {
            System.exit(1);
        }
    }

    private static List<FloatBuffer> stages(SyntheticManifold manifold) {
        int count = (long) manifold.samples() * manifold.classes() > MOST_VALUES ? 1 : STAGES;
        List<FloatBuffer> stages = new ArrayList<>();
        for (int stage = 1; stage <= count; stage++) {
            stages.add(predictions(manifold, STRONGEST * stage / count));
        }
        return stages;
    }

    /** Softmax of noise, the same at every stage, with the true class ahead by so much: some samples are learnt later. */
    private static FloatBuffer predictions(SyntheticManifold manifold, double ahead) {
        int classes = manifold.classes();
        int values = Math.multiplyExact(manifold.samples(), classes);
        FloatBuffer probabilities = ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        SplittableRandom random = new SplittableRandom(SEED);
        double[] weights = new double[classes];
        for (int n = 0; n < manifold.samples(); n++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double noise = 2 * (random.nextDouble() + random.nextDouble() - 1);
                weights[c] = Math.exp(noise + (c == n % classes ? ahead : 0));
                sum += weights[c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities.put(n * classes + c, (float) (weights[c] / sum));
            }
        }
        return probabilities;
    }

    private static void awaitTurn(long start, long sent, double perSecond) {
        if (perSecond > 0) {
            long due = start + (long) (sent / perSecond * 1e9);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** A trainer would drop snapshots; here all are to arrive. */
    private static void awaitRoom(SnapshotPublisher publisher, long waitingBytes) {
        while (publisher.statistics().queuedBytes() > waitingBytes) {
            LockSupport.parkNanos(500_000);
        }
    }
}
