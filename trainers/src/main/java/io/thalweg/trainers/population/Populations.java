package io.thalweg.trainers.population;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.run.Configuration;
import io.thalweg.trainers.run.RunSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Which runs belong together. */
public final class Populations {

    private static final int REFERENCE_SEEDS = 3;

    private Populations() {}

    /** The reference: every reference configuration with three seeds. */
    public static List<RunSpecification> reference(DataSet data) {
        return healthy(data, Configurations.reference(), REFERENCE_SEEDS);
    }

    /** Healthy runs: every configuration with seeds 0 to {@code seeds - 1}. */
    public static List<RunSpecification> healthy(DataSet data, List<Configuration> configurations, int seeds) {
        return configurations.stream()
                .flatMap(configuration -> IntStream.range(0, seeds)
                        .mapToObj(seed -> RunSpecification.of(data, configuration, seed, Failure.NONE)))
                .toList();
    }

    /** Failing runs: every failure with every configuration, with seeds 0 to {@code seeds - 1}. */
    public static List<RunSpecification> failing(DataSet data, List<Configuration> configurations, int seeds) {
        return Arrays.stream(Failure.values())
                .filter(failure -> failure != Failure.NONE)
                .flatMap(failure -> configurations.stream()
                        .flatMap(configuration -> IntStream.range(0, seeds)
                                .mapToObj(seed -> RunSpecification.of(data, configuration, seed, failure))))
                .toList();
    }
}
