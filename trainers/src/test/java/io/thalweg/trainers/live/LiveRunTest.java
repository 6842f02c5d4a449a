package io.thalweg.trainers.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.run.RunOutcome;
import io.thalweg.trainers.run.RunSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Without a cluster: runs train and end all the same. */
class LiveRunTest {

    // Port 1 is reserved and never answers.
    private final PublisherConfiguration configuration = PublisherConfiguration.builder("127.0.0.1:1")
            .closeTimeout(Duration.ZERO)
            .build();
    private final SnapshotPublisher publisher = SnapshotPublisher.open(configuration);

    @AfterEach
    void close() {
        publisher.close();
    }

    @Test
    void runsSideBySideAllReachTheirEnd() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Callable<RunOutcome>> runs = new ArrayList<>();
        IntStream.range(0, 8)
                .forEach(seed -> runs.add(() -> run(seed, Duration.ZERO).train(publisher, configuration)));

        List<Future<RunOutcome>> outcomes = threads.invokeAll(runs);

        threads.shutdown();
        for (Future<RunOutcome> outcome : outcomes) {
            assertEquals(new RunOutcome(40, false), outcome.get());
        }
        assertTrue(publisher.statistics().queuedBytes() > 8 * 5 * 360 * 10 * 2);
    }

    @Test
    void paceIsKept() {
        long start = System.nanoTime();

        run(0, Duration.ofMillis(150)).train(publisher, configuration);

        assertTrue(System.nanoTime() - start >= 4 * 149_000_000L);
    }

    @Test
    void interruptedRunStops() {
        Thread.currentThread().interrupt();

        RunOutcome outcome = run(0, Duration.ofMinutes(5)).train(publisher, configuration);

        assertTrue(Thread.interrupted());
        assertTrue(outcome.stopped());
    }

    @Test
    void runIsNotStoppedWithoutAdvice() {
        LiveRun obedient = new LiveRun(run(0, Duration.ZERO).specification(), true, 0, Duration.ZERO);

        assertFalse(obedient.train(publisher, configuration).stopped());
    }

    @Test
    void negativePaceIsRefused() {
        LiveRun run = run(0, Duration.ZERO);

        assertThrows(IllegalArgumentException.class, () -> run.withPace(Duration.ofMillis(-1)));
    }

    private static LiveRun run(int seed, Duration pace) {
        return new LiveRun(
                new RunSpecification(
                        Digits.load(), Configurations.named("mlp64-sgd").orElseThrow(), seed, Failure.NONE, 40, 5),
                false,
                0,
                pace);
    }
}
