package io.thalweg.trainers.optimisation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.training.optimizer.Optimizer;
import java.util.HashMap;
import java.util.Map;

/**
 * An update rule written in array operations, with one array of memory per parameter; for the rules that DJL declares
 * but its PyTorch engine does not implement. Sealed: these two are all there are.
 */
abstract sealed class StatefulRule extends Optimizer permits Nesterov, RootMeanSquarePropagation {

    private final Map<String, NDArray> memories = new HashMap<>();
    private final float learningRate;

    StatefulRule(Settings settings) {
        super(settings);
        this.learningRate = settings.learningRate;
    }

    /** Takes the step in place; temporaries are freed by the caller. */
    abstract void step(NDArray weight, NDArray gradient, NDArray memory);

    final float learningRate() {
        return learningRate;
    }

    @Override
    public final void update(String parameterId, NDArray weight, NDArray gradient) {
        NDArray memory = memories.computeIfAbsent(parameterId, id -> weight.zerosLike());
        try (NDScope temporaries = new NDScope()) {
            temporaries.suppressNotUsedWarning();
            float decay = getWeightDecay();
            step(weight, decay == 0 ? gradient : gradient.add(weight.mul(decay)), memory);
        }
        // PyTorch adds gradients up until told otherwise.
        gradient.subi(gradient);
    }

    /** DJL's optimisers are built from a builder; this one only carries the settings. */
    static final class Settings extends OptimizerBuilder<Settings> {

        private final float learningRate;

        private Settings(float learningRate) {
            this.learningRate = learningRate;
        }

        static Settings of(Optimisation optimisation) {
            return new Settings(optimisation.learningRate()).optWeightDecays(optimisation.weightDecay());
        }

        @Override
        protected Settings self() {
            return this;
        }
    }
}
