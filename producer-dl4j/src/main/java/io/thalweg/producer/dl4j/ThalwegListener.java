package io.thalweg.producer.dl4j;

import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.Outputs;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.StopReason;
import io.thalweg.producer.TrainingWatch;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Publishes a snapshot of the probe set every so many iterations of a {@code MultiLayerNetwork} or a {@code
 * ComputationGraph}, and stops the training when the early-stopping hook says so.
 *
 * <p>DL4J calls listeners after the step is taken: a snapshot after the k-th iteration carries step k. The untrained
 * network is published at the start of the first epoch. {@link #end} publishes a last one, of the finished network; DL4J
 * itself has no end of training. Evaluation leaves weights, updater state and the random state alone.
 *
 * <p>A stop is a {@link TrainingStoppedException} out of {@code fit}, to be caught around it, since DL4J has no other way
 * out of it. The run is then declared stopped. Any other ending ({@link PublishedRun#finish}, {@link
 * PublishedRun#failed}) is for whoever started the run to declare. Nothing else is thrown into the training: what goes
 * wrong on evaluating the probe is warned about once, and no more snapshots are taken.
 */
public final class ThalwegListener extends BaseTrainingListener {

    private final TrainingWatch watch;
    private final ProbeEvaluation evaluation;
    private long steps;
    private boolean begun;

    private ThalwegListener(Builder builder) {
        this.watch = builder.watch.build();
        this.evaluation = new ProbeEvaluation(builder.probe, builder.blockSamples);
    }

    /**
     * For a run that has been started, on a probe set whose inputs are given.
     *
     * @param probe the network's input, samples along the first axis, in the order of the run's probe set; of a graph,
     *     its only input
     */
    public static Builder builder(PublishedRun run, INDArray probe) {
        return new Builder(run, probe);
    }

    @Override
    public void onEpochStart(Model model) {
        if (!begun) {
            begun = true;
            watch.reach(0, () -> evaluation.predict(model));
        }
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        watch.reach(++steps, () -> evaluation.predict(model));
        Optional<StopReason> reason = watch.stop();
        if (reason.isPresent()) {
            throw new TrainingStoppedException(reason.get());
        }
    }

    /** Publishes the finished network, unless that has been done or the run was stopped. */
    public void end(Model model) {
        watch.end(steps, () -> evaluation.predict(model));
    }

    /** Collects how a listener works. */
    public static final class Builder {

        private final TrainingWatch.Builder watch;
        private final INDArray probe;
        private int blockSamples = 512;

        private Builder(PublishedRun run, INDArray probe) {
            // Networks of DL4J end in an output layer with its activation, nearly always a softmax.
            this.watch = TrainingWatch.builder(run).outputs(Outputs.PROBABILITIES);
            this.probe = probe;
        }

        /** Iterations between snapshots; 100 unless told. */
        public Builder everyIterations(int iterations) {
            watch.everySteps(iterations);
            return this;
        }

        /** What the network answers; probabilities unless told. */
        public Builder outputs(Outputs meaning) {
            watch.outputs(meaning);
            return this;
        }

        /** How many probe samples are predicted at a time; 512 unless told. */
        public Builder blockSamples(int samples) {
            this.blockSamples = samples;
            return this;
        }

        /** Asked after every iteration; the hook stays the caller's to close. */
        public Builder stopWith(EarlyStopping hook) {
            watch.stopWith(hook);
            return this;
        }

        /**
         * The listener, for {@code addListeners}.
         *
         * @throws IllegalArgumentException if the probe or a block has no samples
         */
        public ThalwegListener build() {
            return new ThalwegListener(this);
        }
    }
}
