package io.thalweg.producer.djl;

import static java.util.Objects.requireNonNull;

import ai.djl.ndarray.NDList;
import ai.djl.training.Trainer;
import ai.djl.training.listener.EarlyStoppingListener.EarlyStoppedException;
import ai.djl.training.listener.TrainingListenerAdapter;
import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.Outputs;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.StopReason;
import io.thalweg.producer.TrainingWatch;
import java.util.Optional;

/**
 * Publishes a snapshot of the probe set every so many batches while {@code EasyTrain} (or any loop that notifies its
 * listeners) trains, and stops the training when the early-stopping hook says so.
 *
 * <p>DJL calls listeners after the gradient is computed and before the step is taken. A snapshot published at the k-th
 * batch is therefore that of the network after k - 1 steps, and carries that step; the first one is the untrained
 * network. A last one, of the finished network, is published when the trainer is closed. Evaluation leaves weights,
 * gradients, running statistics, evaluators and the random state alone.
 *
 * <p>A stop is DJL's own: {@link EarlyStoppedException} comes out of {@code EasyTrain.fit}, to be caught around it. The
 * run is then declared stopped. Any other ending ({@link PublishedRun#finish}, {@link PublishedRun#failed}) is for
 * whoever started the run to declare. Nothing else is thrown into the training: what goes wrong on evaluating the probe
 * is warned about once, and no more snapshots are taken.
 */
public final class ThalwegListener extends TrainingListenerAdapter {

    private final TrainingWatch watch;
    private final ProbeEvaluation evaluation;
    private long batches;
    private int epochs;

    private ThalwegListener(Builder builder) {
        this.watch = builder.watch.build();
        this.evaluation = new ProbeEvaluation(builder.probe, builder.blockSamples);
    }

    /**
     * For a run that has been started, on a probe set whose inputs are given.
     *
     * @param probe the model's inputs, samples along the first axis, in the order of the run's probe set; the caller
     *     closes it, after the trainer
     */
    public static Builder builder(PublishedRun run, NDList probe) {
        return new Builder(run, probe);
    }

    @Override
    public void onTrainingBatch(Trainer trainer, BatchData batchData) {
        watch.reach(batches++, () -> evaluation.predict(trainer));
        Optional<StopReason> reason = watch.stop();
        if (reason.isPresent()) {
            throw new EarlyStoppedException(epochs, reason.get().text());
        }
    }

    @Override
    public void onEpoch(Trainer trainer) {
        epochs++;
    }

    @Override
    public void onTrainingEnd(Trainer trainer) {
        if (batches > 0) {
            watch.end(batches, () -> evaluation.predict(trainer));
        }
    }

    /** Collects how a listener works. */
    public static final class Builder {

        private final TrainingWatch.Builder watch;
        private final NDList probe;
        private int blockSamples = 512;

        private Builder(PublishedRun run, NDList probe) {
            this.watch = TrainingWatch.builder(run);
            this.probe = requireNonNull(probe, "probe");
        }

        /** A snapshot at the first batch and every so many after it; 100 unless told. */
        public Builder everyBatches(int batches) {
            watch.everySteps(batches);
            return this;
        }

        /** What the model answers; logits unless told. */
        public Builder outputs(Outputs meaning) {
            watch.outputs(meaning);
            return this;
        }

        /** How many probe samples are predicted at a time; 512 unless told. */
        public Builder blockSamples(int samples) {
            this.blockSamples = samples;
            return this;
        }

        /** Asked after every batch; the hook stays the caller's to close. */
        public Builder stopWith(EarlyStopping hook) {
            watch.stopWith(hook);
            return this;
        }

        /**
         * The listener, to be added to the {@code TrainingConfig}.
         *
         * @throws IllegalArgumentException if the probe has no arrays or a block no samples
         */
        public ThalwegListener build() {
            return new ThalwegListener(this);
        }
    }
}
