package io.thalweg.trainers.live;

import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.producer.StopReason;
import io.thalweg.trainers.run.RunOutcome;
import io.thalweg.trainers.run.RunSpecification;
import io.thalweg.trainers.run.TrainingRun;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A run that publishes its snapshots as it trains.
 *
 * @param specification what is trained
 * @param obeysAdvice whether it stops when the service advises it
 * @param attempt the number of the start, 0 for the first
 * @param pace the time from one snapshot to the next: small networks train faster than anyone can watch; zero to train
 *     as fast as may be
 */
public record LiveRun(RunSpecification specification, boolean obeysAdvice, int attempt, Duration pace) {

    /** All of them are one experiment: policies, dashboards and alerts go by this tag. */
    private static final String EXPERIMENT = "demo";

    public LiveRun {
        if (pace.isNegative()) {
            throw new IllegalArgumentException("pace " + pace + " is negative");
        }
    }

    public LiveRun withPace(Duration other) {
        return new LiveRun(specification, obeysAdvice, attempt, other);
    }

    public LiveRun withAttempt(int other) {
        return new LiveRun(specification, obeysAdvice, other, pace);
    }

    /** What is said of the run when it starts. */
    public Map<String, String> tags() {
        Map<String, String> tags = new TreeMap<>(specification.tags());
        tags.put("experiment", EXPERIMENT);
        return tags;
    }

    /**
     * Trains and publishes on this thread. Interrupting the thread stops the run at its next snapshot; it stays
     * interrupted.
     *
     * @param configuration the publisher's, for the early-stopping hook
     */
    public RunOutcome train(SnapshotPublisher publisher, PublisherConfiguration configuration) {
        PublishedRun run = publisher.start(
                RunDescription.of(specification.runName(), specification.data().probeSet())
                        .withTags(tags())
                        .withTotalSteps(specification.totalSteps())
                        .withAttempt(attempt));
        try {
            if (!obeysAdvice) {
                return train(run, Optional.empty());
            }
            try (EarlyStopping hook =
                    EarlyStopping.builder(configuration, run).obeyAdvice(true).open()) {
                return train(run, Optional.of(hook));
            }
        } catch (RuntimeException e) {
            run.failed(e.toString());
            throw e;
        }
    }

    private RunOutcome train(PublishedRun run, Optional<EarlyStopping> hook) {
        RunOutcome outcome = TrainingRun.train(specification, new PublishingSink(run, hook, pace));
        if (outcome.stopped()) {
            run.stopped(
                    hook.flatMap(EarlyStopping::reason).map(StopReason::text).orElse("interrupted"));
        } else {
            run.finish();
        }
        return outcome;
    }
}
