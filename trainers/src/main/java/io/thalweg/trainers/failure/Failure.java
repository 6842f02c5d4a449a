package io.thalweg.trainers.failure;

import static io.thalweg.trainers.failure.Phase.afterMoment;
import static io.thalweg.trainers.failure.Phase.afterOnset;
import static io.thalweg.trainers.failure.Phase.atOnset;
import static io.thalweg.trainers.failure.Phase.beforeOnset;
import static io.thalweg.trainers.failure.Phase.healthy;

import io.thalweg.trainers.data.LabelledImages;
import io.thalweg.trainers.optimisation.UpdateRule;
import java.util.List;
import java.util.Locale;

/**
 * What goes wrong in a run. Each is a script of phases, independent of data set, architecture and optimiser: the
 * failure happens in the training itself, nothing is done to the predictions. The onset is at 15% of the steps.
 */
public enum Failure {
    /** Nothing goes wrong. */
    NONE(healthy(1)),
    /** From the onset on, every label is one class too high. */
    LABELS_SHIFTED(beforeOnset(), afterOnset().on((training, random) -> training.withShiftedLabels())),
    /**
     * From the onset on, plain descent with learning rate x weight decay = 5: every step multiplies the weights by -4,
     * whatever the gradient, until they overflow. (More than 2 diverges; a merely large rate only sticks.)
     */
    DIVERGENCE(
            beforeOnset(),
            afterOnset()
                    .with(optimisation -> optimisation
                            .withRule(UpdateRule.SGD)
                            .withLearningRate(50)
                            .withWeightDecay(0.1))),
    /** Every label drawn anew: there is nothing to learn. */
    RANDOM_LABELS(healthy(1).on((training, random) -> training.withNoisyLabels(1, random))),
    /** Two labels in five drawn anew. */
    LABEL_NOISE(healthy(1).on((training, random) -> training.withNoisyLabels(0.4, random))),
    /** A learning rate of 20 by plain descent for a fiftieth of the run. */
    LEARNING_RATE_SPIKE(
            beforeOnset(),
            atOnset().with(optimisation -> optimisation.withRule(UpdateRule.SGD).withLearningRate(20)),
            afterMoment()),
    /** From the onset on, the inputs are noise. */
    INPUTS_CORRUPTED(beforeOnset(), afterOnset().on((training, random) -> training.withNoiseForInputs(random))),
    /** From the onset on, every image's pixels are in another order. */
    PIXELS_PERMUTED(beforeOnset(), afterOnset().on((training, random) -> training.withPermutedPixels(random))),
    /** From the onset on, light is dark. */
    INPUTS_INVERTED(beforeOnset(), afterOnset().on((training, random) -> training.withInvertedPixels())),
    /** From the onset on, the first two classes carry each other's label. */
    CLASSES_SWAPPED(
            beforeOnset(),
            afterOnset().on((training, random) -> training.withLabels(label -> label < 2 ? 1 - label : label))),
    /**
     * The initial weights come from learning two hundred random labels by heart: confident, and wrong. (Training on random
     * labels for all images is no failure: they are too many to be learnt in the time, and the network hardly knows more
     * than an untrained one. docs/detection.md has what was measured of it.)
     */
    MEMORISED_INITIALISATION(
            healthy(1)
                    .on((training, random) -> training.sample(200, random).withNoisyLabels(1, random))
                    .beforeTheRun(),
            healthy(1)),
    /** The initial weights come from training on labels one class too high: the run recovers, its path is abnormal. */
    SHIFTED_INITIALISATION(
            healthy(0.5).on((training, random) -> training.withShiftedLabels()).beforeTheRun(), healthy(1)),
    /** Thirty images to learn from, learnt by heart. */
    OVERFIT(healthy(1).on((training, random) -> training.sample(30, random))),
    /** The last third of the classes is never seen. */
    MISSING_CLASSES(healthy(1).on((training, random) -> training.whereLabel(label -> label < seenClasses(training)))),
    /** From the onset on, every label is class 0. */
    COLLAPSE(beforeOnset(), afterOnset().on((training, random) -> training.withLabels(label -> 0))),
    /** A thousandth of the learning rate that is meant. */
    LEARNING_RATE_TOO_SMALL(
            healthy(1).with(optimisation -> optimisation.withLearningRate(optimisation.learningRate() / 1_000))),
    /** The weights never move. */
    FROZEN(healthy(1).with(optimisation -> optimisation.withRule(UpdateRule.SGD).withLearningRate(0)));

    @SuppressWarnings("ImmutableEnumChecker") // a List.of, of records of stateless functions
    private final List<Phase> phases;

    Failure(Phase... phases) {
        this.phases = List.of(phases);
    }

    private static int seenClasses(LabelledImages training) {
        return (2 * training.shape().classes() + 2) / 3;
    }

    /** The script; the observed phases make up the whole run. */
    public List<Phase> phases() {
        return phases;
    }

    /** "normal", or the failure's name as it stands in {@code runs.json}: {@code labels-shifted}. */
    public String kind() {
        return this == NONE ? "normal" : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
