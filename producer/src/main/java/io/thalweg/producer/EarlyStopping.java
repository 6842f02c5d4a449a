package io.thalweg.producer;

import static java.util.Objects.requireNonNull;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a trainer when to stop, by the user's own rules over the run's metrics and, if wished, by the service's advice.
 * A background thread listens from the time of opening; {@link #shouldStop} answers from memory. The first reason stands;
 * after it nothing is read any more. Nothing throws into the training, and a cluster that is away is no reason to stop.
 * Thread-safe.
 */
public final class EarlyStopping implements AutoCloseable {
    /** Metrics that a rule can look back on. */
    public static final int MAX_HISTORY = 4096;

    /** What the service is told that was done about the alarm. */
    static final String ACTION = "stopping";

    private static final Logger log = LoggerFactory.getLogger(EarlyStopping.class);
    private static final long CLOSE_MILLIS = 2_000;

    private final StopJudge judge;
    private final StopListener onStop;
    private final @Nullable PublishedRun acknowledgeTo;
    private final RunListener listener;
    private final Thread thread;

    private EarlyStopping(Builder builder, Map<String, Object> settings, Instant from) {
        this.judge = new StopJudge(builder.attempt, builder.obeyAdvice, builder.rules);
        this.onStop = builder.onStop;
        this.acknowledgeTo = builder.acknowledgeTo;
        Map<String, java.util.function.Consumer<byte[]>> ears = new HashMap<>();
        if (!builder.rules.isEmpty()) {
            ears.put(
                    builder.configuration.topics().metrics(), RunListener.ear(JsonFormat.metrics(), this::hearMetrics));
        }
        if (builder.obeyAdvice) {
            ears.put(
                    builder.configuration.topics().decisions(),
                    RunListener.ear(JsonFormat.decisions(), this::hearDecision));
        }
        this.listener = new RunListener(settings, builder.run, from, ears, judge::stops);
        this.thread = new Thread(listener, "thalweg-early-stopping-" + builder.run);
        thread.setDaemon(true);
    }

    /** For a run by its id; its attempt is 0 unless told. */
    public static Builder builder(PublisherConfiguration configuration, RunId run) {
        return new Builder(configuration, run);
    }

    /** For a run of this trainer, which also acknowledges the advice that it follows. */
    public static Builder builder(PublisherConfiguration configuration, PublishedRun run) {
        return new Builder(configuration, run.run()).acknowledgeTo(run);
    }

    /** Whether the training should stop; from memory, once true for ever true. */
    public boolean shouldStop() {
        return judge.stops();
    }

    public Optional<StopReason> reason() {
        return judge.reason();
    }

    /** Ends listening; what has been decided stays. */
    @Override
    public void close() {
        listener.close();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hearMetrics(MetricsRecord record) {
        judge.hear(record);
        judge.reason().ifPresent(this::tell);
    }

    private void hearDecision(DecisionRecord decision) {
        judge.hear(decision);
        judge.reason().ifPresent(this::tell);
    }

    /** Called once: after the first reason nothing more is heard. */
    private void tell(StopReason reason) {
        PublishedRun run = acknowledgeTo;
        if (run != null) {
            reason.advice().ifPresent(advice -> run.acknowledge(advice.kind(), advice.step(), ACTION));
        }
        try {
            onStop.stop(reason);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("the onStop callback threw");
        }
    }

    /** Told the reason, once, on the hook's own thread. */
    @FunctionalInterface
    public interface StopListener {
        void stop(StopReason reason);
    }

    /** Collects what a hook listens to; {@link #open} starts it. */
    public static final class Builder {
        private final PublisherConfiguration configuration;
        private final RunId run;
        private final List<StoppingRule> rules = new ArrayList<>();
        private int attempt;
        private boolean obeyAdvice;
        private StopListener onStop = reason -> {};
        private @Nullable PublishedRun acknowledgeTo;

        private Builder(PublisherConfiguration configuration, RunId run) {
            this.configuration = requireNonNull(configuration, "configuration");
            this.run = requireNonNull(run, "run");
        }

        /** Whose records count; those of other attempts are passed over. */
        public Builder attempt(int attempt) {
            this.attempt = attempt;
            return this;
        }

        /** Whether the service's advice to stop is followed; its policy may observe only, then there is none. */
        public Builder obeyAdvice(boolean obeyAdvice) {
            this.obeyAdvice = obeyAdvice;
            return this;
        }

        /** Adds a rule; any of them suffices to stop. */
        public Builder rule(StoppingRule rule) {
            rules.add(requireNonNull(rule, "rule"));
            return this;
        }

        public Builder onStop(StopListener listener) {
            this.onStop = requireNonNull(listener, "listener");
            return this;
        }

        /** Where to acknowledge the advice that is followed; also gives the attempt. */
        public Builder acknowledgeTo(PublishedRun target) {
            if (!target.run().equals(run)) {
                throw new IllegalArgumentException("acknowledgeTo is run " + target.run() + "; expected " + run);
            }
            this.acknowledgeTo = target;
            return attempt(target.attempt());
        }

        /**
         * Starts listening, from now. The cluster need not be there.
         *
         * @throws IllegalArgumentException when the configuration cannot work, or there is nothing to listen for
         */
        public EarlyStopping open() {
            if (rules.isEmpty() && !obeyAdvice) {
                throw new IllegalArgumentException(
                        "neither a rule nor obeyAdvice(true): nothing could ever stop " + run);
            }
            String clientId = configuration.clientId() + "-stop-" + run;
            Map<String, Object> settings = ClientSettings.consumer(configuration, clientId);
            EarlyStopping hook = new EarlyStopping(this, settings, Instant.now().truncatedTo(ChronoUnit.MILLIS));
            hook.thread.start();
            return hook;
        }
    }
}
