package io.thalweg.trainers.run;

import io.thalweg.trainers.network.Architecture;
import io.thalweg.trainers.optimisation.Optimisation;

/** An architecture and a way to train it, under a name such as {@code mlp64-sgd}. */
public record Configuration(String name, Architecture architecture, Optimisation optimisation) {

    /** Named after its parts. */
    public static Configuration of(Architecture architecture, Optimisation optimisation) {
        return new Configuration(
                architecture.label() + "-" + optimisation.rule().label(), architecture, optimisation);
    }

    /** Under a name of its own, where another configuration has the same architecture and rule. */
    public Configuration named(String other) {
        return new Configuration(other, architecture, optimisation);
    }
}
