package io.thalweg.cli;

import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.trainers.live.LiveRun;
import io.thalweg.trainers.run.RunOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The demo's networks, each training on a thread of its own. */
final class DemoTraining implements AutoCloseable {
    private static final long END_SECONDS = 10;

    private final ExecutorService threads;
    private final List<Training> trainings = new ArrayList<>();

    private record Training(LiveRun run, Future<RunOutcome> outcome) {}

    /**
     * How a run ended.
     *
     * @param outcome empty if it failed
     */
    record Result(LiveRun run, Optional<RunOutcome> outcome) {
        /** Snapshots it handed to the publisher: every checkpoint up to the step it reached. */
        long snapshots() {
            long reached = outcome.map(RunOutcome::steps).orElse(-1L);
            long count = 0;
            for (long step : run.specification().checkpointSteps()) {
                count += step <= reached ? 1 : 0;
            }
            return count;
        }
    }

    private DemoTraining(int runs) {
        threads = Executors.newFixedThreadPool(runs, work -> {
            Thread thread = new Thread(work, "demo-training");
            thread.setDaemon(true);
            return thread;
        });
    }

    static DemoTraining start(List<LiveRun> runs, SnapshotPublisher publisher, PublisherConfiguration configuration) {
        DemoTraining training = new DemoTraining(runs.size());
        for (LiveRun run : runs) {
            training.trainings.add(
                    new Training(run, training.threads.submit(() -> run.train(publisher, configuration))));
        }
        return training;
    }

    boolean isOver() {
        return trainings.stream().allMatch(training -> training.outcome().isDone());
    }

    /** After {@link #close}. */
    List<Result> results() throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Training training : trainings) {
            Optional<RunOutcome> outcome;
            try {
                outcome = Optional.of(training.outcome().get());
            } catch (ExecutionException e) {
                System.getLogger(DemoTraining.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "run " + training.run().specification().runName() + " failed",
                                e);
                outcome = Optional.empty();
            }
            results.add(new Result(training.run(), outcome));
        }
        return results;
    }

    /** Stops the runs that still train at their next snapshot. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                throw new CommandFailure("training did not end within %d s".formatted(END_SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
