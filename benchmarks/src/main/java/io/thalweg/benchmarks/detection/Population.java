package io.thalweg.benchmarks.detection;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.population.Populations;
import io.thalweg.trainers.run.Configuration;
import io.thalweg.trainers.run.RunSpecification;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which runs are trained and judged.
 *
 * @param healthy configurations that run healthily, with every seed
 * @param seeds how many seeds they have
 * @param failing configurations that fail in every known way, with the first seed
 * @param firstSeed the first seed
 */
record Population(List<Configuration> healthy, int seeds, List<Configuration> failing, int firstSeed) {
    /** None of these seeds had a part in the choice of any detector's figures. */
    static final int FRESH_SEED = 300;

    /** Nor had a failure of these. */
    private static final List<String> FAILING =
            List.of("mlp256-rmsprop", "mlpdrop-adam", "cnn8-adam", "resnet-momentum");

    private static final int QUICK_CONFIGURATIONS = 16;

    Population {
        healthy = List.copyOf(healthy);
        failing = List.copyOf(failing);
    }

    /** Every configuration with three seeds; every failure in four configurations. */
    static Population full() {
        List<Configuration> all = Stream.concat(Configurations.reference().stream(), Configurations.unseen().stream())
                .toList();
        return new Population(all, 3, named(FAILING), FRESH_SEED);
    }

    /** A small one of quick networks, to see that all works: sixteen configurations, two seeds; every failure once. */
    static Population quick() {
        return new Population(
                Configurations.reference().subList(0, QUICK_CONFIGURATIONS),
                2,
                named(List.of("mlptanh-momentum")),
                FRESH_SEED);
    }

    /** The same with other seeds. */
    Population from(int seed) {
        return new Population(healthy, seeds, failing, seed);
    }

    /** The same with failures of other configurations. */
    Population failingIn(List<String> names) {
        return new Population(healthy, seeds, named(names), firstSeed);
    }

    List<RunSpecification> runs(DataSet data) {
        int[] all = IntStream.range(firstSeed, firstSeed + seeds).toArray();
        return Stream.concat(
                        Populations.healthy(data, healthy, all).stream(),
                        Populations.failing(data, failing, new int[] {firstSeed}).stream())
                .toList();
    }

    private static List<Configuration> named(List<String> names) {
        return names.stream()
                .map(name -> Configurations.named(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "there is no configuration '%s': thalweg train --help names them".formatted(name))))
                .toList();
    }
}
