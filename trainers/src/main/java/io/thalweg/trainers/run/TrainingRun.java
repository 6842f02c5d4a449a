package io.thalweg.trainers.run;

import io.thalweg.trainers.data.LabelledImages;
import io.thalweg.trainers.data.Permutations;
import io.thalweg.trainers.failure.Phase;
import io.thalweg.trainers.optimisation.Optimisation;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Trains one network as specified and hands over its snapshots. Deterministic: initial weights, order of the samples,
 * dropout and spoiled data all come from the specification's seed, whatever other runs do at the same time. Used once,
 * on one thread.
 */
public final class TrainingRun {

    private final RunSpecification specification;
    private final SnapshotSink sink;
    private final SplittableRandom order;
    private final SplittableRandom spoiling;
    private final SplittableRandom weights;
    private final long[] checkpoints;
    private int nextCheckpoint;
    private long step;
    private boolean stopped;

    private TrainingRun(RunSpecification specification, SnapshotSink sink) {
        this.specification = specification;
        this.sink = sink;
        SplittableRandom root = new SplittableRandom(specification.randomSeed());
        this.weights = root.split();
        this.order = root.split();
        this.spoiling = root.split();
        this.checkpoints = specification.checkpointSteps();
    }

    /** Trains to the end, or until the sink says stop. */
    public static RunOutcome train(RunSpecification specification, SnapshotSink sink) {
        return new TrainingRun(specification, sink).train();
    }

    private RunOutcome train() {
        Configuration configuration = specification.configuration();
        try (Network network = Network.initialise(
                configuration.architecture(), specification.data().shape(), weights)) {
            Optional<Optimisation> current = Optional.empty();
            double begun = 0;
            for (Phase phase : specification.failure().phases()) {
                Optimisation wanted = phase.optimisation().apply(configuration.optimisation());
                if (!current.equals(Optional.of(wanted)) || !phase.observed()) {
                    network.optimiseBy(wanted);
                }
                // Weights made before the run are all that it inherits: the next phase starts a new optimiser.
                current = phase.observed() ? Optional.of(wanted) : Optional.empty();
                LabelledImages images = phase.data().apply(specification.data().training(), spoiling);
                if (phase.observed()) {
                    begun += phase.share();
                    observed(network, images, wanted.batchSize(), stepsAt(begun));
                } else {
                    unobserved(network, images, wanted.batchSize(), stepsAt(phase.share()));
                }
            }
        }
        return new RunOutcome(step, stopped);
    }

    private long stepsAt(double share) {
        return Math.round(share * specification.totalSteps());
    }

    private void observed(Network network, LabelledImages images, int batchSize, long until) {
        Batches batches = new Batches(images.size(), batchSize, order);
        takeSnapshotIfDue(network);
        while (step < until && !stopped) {
            network.step(images, batches.next());
            step++;
            takeSnapshotIfDue(network);
        }
    }

    private void unobserved(Network network, LabelledImages images, int batchSize, long steps) {
        Batches batches = new Batches(images.size(), batchSize, order);
        for (long taken = 0; taken < steps; taken++) {
            network.step(images, batches.next());
        }
    }

    private void takeSnapshotIfDue(Network network) {
        if (nextCheckpoint == checkpoints.length || checkpoints[nextCheckpoint] != step) {
            return;
        }
        nextCheckpoint++;
        SnapshotSink.Verdict verdict =
                sink.accept(step, network.logits(specification.data().probe()));
        stopped = verdict == SnapshotSink.Verdict.STOP && nextCheckpoint < checkpoints.length;
    }

    /** Endless batches, epoch after epoch, each epoch in an order of its own; a short last batch is left out. */
    private static final class Batches {

        private final int size;
        private final int batchSize;
        private final SplittableRandom random;
        private int[] order = new int[0];
        private int used;

        Batches(int size, int batchSize, SplittableRandom random) {
            this.size = size;
            this.batchSize = Math.min(size, batchSize);
            this.random = random;
        }

        int[] next() {
            if (used + batchSize > order.length) {
                order = Permutations.of(size, random);
                used = 0;
            }
            used += batchSize;
            return Arrays.copyOfRange(order, used - batchSize, used);
        }
    }
}
