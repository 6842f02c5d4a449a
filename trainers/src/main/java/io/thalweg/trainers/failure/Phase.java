package io.thalweg.trainers.failure;

import io.thalweg.trainers.data.LabelledImages;
import io.thalweg.trainers.optimisation.Optimisation;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * A stretch of a run in which data and optimisation stay the same.
 *
 * @param share its length as a share of the run's declared steps
 * @param observed false for what happened before the run began: no snapshot, no step counted
 * @param data what the network sees instead of its training set
 * @param optimisation how it learns instead of its configuration's way; a phase that changes it starts with a fresh
 *     optimiser
 */
public record Phase(double share, boolean observed, Spoiling data, UnaryOperator<Optimisation> optimisation) {

    /** Most of the accuracy is there by then, and two fifths of the checkpoints are still to come. */
    private static final double ONSET = 0.15;

    private static final double MOMENT = 0.02;

    public Phase {
        if (!(share > 0)) {
            throw new IllegalArgumentException("share " + share + " is not positive");
        }
    }

    /** What is done to a training set. */
    @FunctionalInterface
    public interface Spoiling {

        LabelledImages apply(LabelledImages training, RandomGenerator random);
    }

    /** A stretch as the configuration intends it. */
    static Phase healthy(double share) {
        return new Phase(share, true, (training, random) -> training, UnaryOperator.identity());
    }

    /** Up to the moment when things go wrong. */
    static Phase beforeOnset() {
        return healthy(ONSET);
    }

    /** From the moment when things go wrong to the end. */
    static Phase afterOnset() {
        return healthy(1 - ONSET);
    }

    /** For a moment only, from when things go wrong. */
    static Phase atOnset() {
        return healthy(MOMENT);
    }

    /** The rest, after such a moment. */
    static Phase afterMoment() {
        return healthy(1 - ONSET - MOMENT);
    }

    Phase on(Spoiling spoiling) {
        return new Phase(share, observed, spoiling, optimisation);
    }

    Phase with(UnaryOperator<Optimisation> change) {
        return new Phase(share, observed, data, change);
    }

    Phase beforeTheRun() {
        return new Phase(share, false, data, optimisation);
    }
}
