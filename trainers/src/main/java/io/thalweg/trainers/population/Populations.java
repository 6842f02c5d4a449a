package io.thalweg.trainers.population;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.run.Configuration;
import io.thalweg.trainers.run.RunSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        return healthy(data, configurations, IntStream.range(0, seeds).toArray());
    }

    /** Healthy runs: every configuration with each of these seeds. */
    public static List<RunSpecification> healthy(DataSet data, List<Configuration> configurations, int[] seeds) {
        return each(data, configurations, seeds, Failure.NONE).toList();
    }

    /** Failing runs: every failure with every configuration, with seeds 0 to {@code seeds - 1}. */
    public static List<RunSpecification> failing(DataSet data, List<Configuration> configurations, int seeds) {
        return failing(data, configurations, IntStream.range(0, seeds).toArray());
    }

    /** Failing runs: every failure with every configuration, with each of these seeds. */
    public static List<RunSpecification> failing(DataSet data, List<Configuration> configurations, int[] seeds) {
        return Arrays.stream(Failure.values())
                .filter(failure -> failure != Failure.NONE)
                .flatMap(failure -> each(data, configurations, seeds, failure))
                .toList();
    }

    private static Stream<RunSpecification> each(
            DataSet data, List<Configuration> configurations, int[] seeds, Failure failure) {
        return configurations.stream()
                .flatMap(configuration ->
                        Arrays.stream(seeds).mapToObj(seed -> RunSpecification.of(data, configuration, seed, failure)));
    }
}
