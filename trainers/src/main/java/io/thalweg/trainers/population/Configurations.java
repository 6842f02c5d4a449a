package io.thalweg.trainers.population;

import static io.thalweg.trainers.network.Architecture.CNN16;
import static io.thalweg.trainers.network.Architecture.CNN8;
import static io.thalweg.trainers.network.Architecture.CNN_NORMED;
import static io.thalweg.trainers.network.Architecture.CNN_STRIDED;
import static io.thalweg.trainers.network.Architecture.LINEAR;
import static io.thalweg.trainers.network.Architecture.MLP128X2;
import static io.thalweg.trainers.network.Architecture.MLP256;
import static io.thalweg.trainers.network.Architecture.MLP64;
import static io.thalweg.trainers.network.Architecture.MLP64X4;
import static io.thalweg.trainers.network.Architecture.MLP_DROPOUT;
import static io.thalweg.trainers.network.Architecture.MLP_NORMED;
import static io.thalweg.trainers.network.Architecture.MLP_TANH;
import static io.thalweg.trainers.network.Architecture.RESNET;
import static io.thalweg.trainers.network.Architecture.WIDE1024;
import static io.thalweg.trainers.optimisation.UpdateRule.ADAM;
import static io.thalweg.trainers.optimisation.UpdateRule.ADAMW;
import static io.thalweg.trainers.optimisation.UpdateRule.MOMENTUM;
import static io.thalweg.trainers.optimisation.UpdateRule.NESTEROV;
import static io.thalweg.trainers.optimisation.UpdateRule.RMSPROP;
import static io.thalweg.trainers.optimisation.UpdateRule.SGD;

import io.thalweg.trainers.network.Architecture;
import io.thalweg.trainers.optimisation.Optimisation;
import io.thalweg.trainers.optimisation.UpdateRule;
import io.thalweg.trainers.run.Configuration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The healthy configurations, each known to learn the bundled digits in a run of the default length. */
public final class Configurations {

    private static final List<Configuration> REFERENCE = List.of(
            configuration(LINEAR, MOMENTUM, 0.1),
            configuration(LINEAR, ADAM, 0.01),
            configuration(MLP64, SGD, 0.2),
            configuration(MLP64, MOMENTUM, 0.03),
            configuration(MLP64, ADAM, 0.003),
            configuration(MLP256, NESTEROV, 0.03),
            configuration(MLP256, RMSPROP, 0.001),
            Configuration.of(MLP256, Optimisation.of(ADAMW, 0.001).withWeightDecay(0.05)),
            configuration(MLP128X2, SGD, 0.1),
            configuration(MLP128X2, ADAM, 0.001),
            Configuration.of(MLP128X2, Optimisation.of(ADAM, 0.003).withBatchSize(128))
                    .named("mlp128x2-adam-b128"),
            Configuration.of(WIDE1024, Optimisation.of(MOMENTUM, 0.02).withWeightDecay(5e-4)),
            configuration(MLP_TANH, MOMENTUM, 0.03),
            configuration(MLP_DROPOUT, ADAM, 0.002),
            configuration(MLP_NORMED, SGD, 0.1),
            configuration(MLP_NORMED, ADAM, 0.002),
            configuration(CNN8, MOMENTUM, 0.03),
            configuration(CNN8, ADAM, 0.003),
            configuration(CNN_NORMED, NESTEROV, 0.03),
            configuration(CNN_STRIDED, ADAM, 0.003),
            configuration(RESNET, ADAM, 0.001),
            Configuration.of(RESNET, Optimisation.of(MOMENTUM, 0.01).withWeightDecay(5e-4)));

    private static final List<Configuration> UNSEEN = List.of(
            configuration(MLP64X4, ADAM, 0.001),
            Configuration.of(MLP_TANH, Optimisation.of(ADAMW, 0.002).withWeightDecay(0.01)),
            configuration(CNN16, RMSPROP, 0.001),
            configuration(CNN16, NESTEROV, 0.02));

    private Configurations() {}

    /** Those that the reference is made of. */
    public static List<Configuration> reference() {
        return REFERENCE;
    }

    /** Those that the reference never sees. */
    public static List<Configuration> unseen() {
        return UNSEEN;
    }

    /** Any of them, by name. */
    public static Optional<Configuration> named(String name) {
        return Stream.concat(REFERENCE.stream(), UNSEEN.stream())
                .filter(configuration -> configuration.name().equals(name))
                .findFirst();
    }

    private static Configuration configuration(Architecture architecture, UpdateRule rule, double learningRate) {
        return Configuration.of(architecture, Optimisation.of(rule, learningRate));
    }
}
