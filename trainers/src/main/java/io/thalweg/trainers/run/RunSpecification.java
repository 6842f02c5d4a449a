package io.thalweg.trainers.run;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.failure.Failure;
import java.util.Map;
import java.util.TreeMap;

/** Everything that determines a run, down to the last bit of its snapshots. */
public record RunSpecification(
        DataSet data, Configuration configuration, int seed, Failure failure, long totalSteps, int checkpoints) {

    public static final long DEFAULT_STEPS = 1_100;
    public static final int DEFAULT_CHECKPOINTS = 40;

    public RunSpecification {
        Checkpoints.spaced(totalSteps, checkpoints);
    }

    /** A run of the default length. */
    public static RunSpecification of(DataSet data, Configuration configuration, int seed, Failure failure) {
        return new RunSpecification(data, configuration, seed, failure, DEFAULT_STEPS, DEFAULT_CHECKPOINTS);
    }

    /** {@code mlp64-sgd.s0}, or {@code mlp64-sgd-labels-shifted.s0}. */
    public String runName() {
        String failing = failure == Failure.NONE ? "" : "-" + failure.kind();
        return configuration.name() + failing + ".s" + seed;
    }

    /** The steps at which snapshots are taken. */
    public long[] checkpointSteps() {
        return Checkpoints.spaced(totalSteps, checkpoints);
    }

    /** What to label the run with. */
    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>();
        tags.put("data", data.name());
        tags.put("arch", configuration.architecture().label());
        tags.put("optimiser", configuration.optimisation().rule().label());
        tags.put("learningRate", Float.toString(configuration.optimisation().learningRate()));
        tags.put("batch", Integer.toString(configuration.optimisation().batchSize()));
        if (failure != Failure.NONE) {
            tags.put("failure", failure.kind());
        }
        return tags;
    }

    /** The root of all the run's random choices. A failing run is no copy of the healthy one of the same seed. */
    long randomSeed() {
        return runName().hashCode();
    }
}
