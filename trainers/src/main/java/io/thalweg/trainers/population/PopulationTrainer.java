package io.thalweg.trainers.population;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.run.RunOutcome;
import io.thalweg.trainers.run.RunSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Trains many runs, some of them at a time, and writes them to a folder of trajectories. */
public final class PopulationTrainer {

    private final int parallel;
    private final BiConsumer<RunSpecification, RunOutcome> finished;

    private PopulationTrainer(int parallel, BiConsumer<RunSpecification, RunOutcome> finished) {
        this.parallel = parallel;
        this.finished = finished;
    }

    /**
     * A trainer of runs.
     *
     * @param parallel runs at a time, each on a thread of its own
     * @param finished told of each run as it ends, on the run's thread
     */
    public static PopulationTrainer of(int parallel, BiConsumer<RunSpecification, RunOutcome> finished) {
        if (parallel < 1) {
            throw new IllegalArgumentException("parallel " + parallel);
        }
        return new PopulationTrainer(parallel, finished);
    }

    /**
     * Trains all of them; what is written depends on the specifications alone, not on the number of threads.
     *
     * @throws IOException if the folder cannot be written
     * @throws InterruptedException if interrupted; runs under way are abandoned
     */
    public void train(List<RunSpecification> runs, DataSet data, Path folder) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(parallel);
        try (TrajectoryWriter writer = TrajectoryWriter.open(folder, data)) {
            List<Future<Void>> results = new ArrayList<>();
            for (RunSpecification run : runs) {
                results.add(threads.submit(recording(run, writer)));
            }
            for (Future<Void> result : results) {
                result.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a run failed: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Void> recording(RunSpecification run, TrajectoryWriter writer) {
        return () -> {
            finished.accept(run, writer.record(run));
            return null;
        };
    }
}
