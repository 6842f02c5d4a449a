package io.thalweg.benchmarks.detection;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuildProgress;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluator;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.population.PopulationTrainer;
import io.thalweg.trainers.run.RunSpecification;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Trains a population and judges it by cross-validation with the detectors' defaults, whatever it finds.
 *
 * @param population what is trained
 * @param folds in how many folds it is judged
 * @param progress where it says how far it has come
 */
record Measurer(Population population, int folds, PrintStream progress) {
    private static final double ALPHA = 0.05;
    private static final int LANDMARKS = 256;
    private static final int PARALLEL = 2;
    private static final int SAY_EVERY = 20;

    /**
     * On one data set.
     *
     * @param folder of its trajectories; one that has runs.json is judged as it is
     */
    Result on(DataSet data, Path folder) throws IOException, InterruptedException {
        long start = System.nanoTime();
        if (!Files.exists(folder.resolve("runs.json"))) {
            train(data, folder);
        }
        long trained = System.nanoTime();
        progress.printf("%s: judging in %d folds%n", data.name(), folds);
        Evaluation evaluation;
        try (TrajectoryFolder trajectories = TrajectoryFolder.open(folder)) {
            evaluation = Evaluator.crossValidate(
                    trajectories,
                    folds,
                    new BuildOptions(
                            OptionalInt.of(LANDMARKS), BuildOptions.DEFAULT_AXES, 0, true, Divergence.DEFAULT_FLOOR),
                    ALPHA,
                    DetectorSettings.defaults(),
                    BuildProgress.SILENT);
        }
        return new Result(
                data.name(),
                population,
                evaluation,
                folds,
                Duration.ofNanos(trained - start),
                Duration.ofNanos(System.nanoTime() - trained));
    }

    private void train(DataSet data, Path folder) throws IOException, InterruptedException {
        List<RunSpecification> runs = population.runs(data);
        AtomicInteger done = new AtomicInteger();
        PopulationTrainer.of(PARALLEL, (run, outcome) -> {
                    int finished = done.incrementAndGet();
                    if (finished % SAY_EVERY == 0 || finished == runs.size()) {
                        progress.printf("%s: %d of %d runs trained%n", data.name(), finished, runs.size());
                    }
                })
                .train(runs, data, folder);
    }
}
