package io.thalweg.trainers.live;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.run.Configuration;
import io.thalweg.trainers.run.RunSpecification;
import java.time.Duration;
import java.util.List;

/**
 * The demo's eight runs: six healthy ones, two of them of configurations that the reference has never seen, all with
 * seeds that it has never seen; and two that go wrong, of which the first obeys the advice to stop.
 *
 * <p>The other two unseen configurations are not shown: the bundled reference knows nothing like them and raises alarms
 * (docs/detection-method.md says how often), which would say little to whoever sees the demo first.
 */
public final class DemoPopulation {

    /** Forty snapshots in about a minute. */
    public static final Duration PACE = Duration.ofMillis(1_400);

    private DemoPopulation() {}

    /** The runs, each to be trained on a thread of its own. */
    public static List<LiveRun> runs(DataSet data) {
        return List.of(
                healthy(data, "mlp64-sgd", 11),
                healthy(data, "cnn8-adam", 12),
                healthy(data, "mlpbn-sgd", 13),
                healthy(data, "mlp64x4-adam", 14),
                healthy(data, "cnnstride-adam", 15),
                healthy(data, "mlptanh-adamw", 16),
                failing(data, "mlp128x2-adam", 17, Failure.LABELS_SHIFTED, true),
                failing(data, "mlp256-nesterov", 18, Failure.DIVERGENCE, false));
    }

    private static LiveRun healthy(DataSet data, String configuration, int seed) {
        return failing(data, configuration, seed, Failure.NONE, false);
    }

    private static LiveRun failing(DataSet data, String name, int seed, Failure failure, boolean obeysAdvice) {
        Configuration configuration = Configurations.named(name).orElseThrow();
        return new LiveRun(RunSpecification.of(data, configuration, seed, failure), obeysAdvice, 0, PACE);
    }
}
