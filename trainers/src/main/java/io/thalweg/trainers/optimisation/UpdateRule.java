package io.thalweg.trainers.optimisation;

import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.function.Function;

/** How a gradient becomes a step. */
public enum UpdateRule {
    SGD(
            "sgd",
            settings -> Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(settings.learningRate()))
                    .optWeightDecays(settings.weightDecay())
                    .build()),
    MOMENTUM(
            "momentum",
            settings -> Optimizer.sgd()
                    .setLearningRateTracker(Tracker.fixed(settings.learningRate()))
                    .optWeightDecays(settings.weightDecay())
                    .optMomentum(0.9f)
                    .build()),
    NESTEROV("nesterov", Nesterov::new),
    ADAM(
            "adam",
            settings -> Optimizer.adam()
                    .optLearningRateTracker(Tracker.fixed(settings.learningRate()))
                    .optWeightDecays(settings.weightDecay())
                    .build()),
    ADAMW(
            "adamw",
            settings -> Optimizer.adamW()
                    .optLearningRateTracker(Tracker.fixed(settings.learningRate()))
                    .optWeightDecays(settings.weightDecay())
                    .build()),
    RMSPROP("rmsprop", RootMeanSquarePropagation::new);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // stateless functions
    private final Function<Optimisation, Optimizer> factory;

    UpdateRule(String label, Function<Optimisation, Optimizer> factory) {
        this.label = label;
        this.factory = factory;
    }

    /** The name as it stands in configurations and tags. */
    public String label() {
        return label;
    }

    Optimizer optimizer(Optimisation settings) {
        return factory.apply(settings);
    }
}
