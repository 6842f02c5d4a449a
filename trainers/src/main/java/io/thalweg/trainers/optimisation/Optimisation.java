package io.thalweg.trainers.optimisation;

import ai.djl.training.optimizer.Optimizer;

/** Update rule, learning rate, weight decay (coupled, except for AdamW) and batch size. */
public record Optimisation(UpdateRule rule, float learningRate, float weightDecay, int batchSize) {

    public Optimisation {
        if (!(learningRate >= 0) || !(weightDecay >= 0) || batchSize < 1) {
            throw new IllegalArgumentException(
                    "learning rate %s, weight decay %s, batch size %d".formatted(learningRate, weightDecay, batchSize));
        }
    }

    /** Without weight decay, in batches of 32. */
    public static Optimisation of(UpdateRule rule, double learningRate) {
        return new Optimisation(rule, (float) learningRate, 0, 32);
    }

    public Optimisation withWeightDecay(double decay) {
        return new Optimisation(rule, learningRate, (float) decay, batchSize);
    }

    public Optimisation withBatchSize(int size) {
        return new Optimisation(rule, learningRate, weightDecay, size);
    }

    public Optimisation withLearningRate(double rate) {
        return new Optimisation(rule, (float) rate, weightDecay, batchSize);
    }

    public Optimisation withRule(UpdateRule other) {
        return new Optimisation(other, learningRate, weightDecay, batchSize);
    }

    /** A new optimiser, without memory of steps taken before. */
    public Optimizer optimizer() {
        return rule.optimizer(this);
    }
}
