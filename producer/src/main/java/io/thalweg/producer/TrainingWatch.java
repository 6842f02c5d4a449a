package io.thalweg.producer;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the listeners of all JVM trainers share: when a snapshot is due, publishing it without ever disturbing the
 * training, and whether to stop. What goes wrong on evaluating the probe is warned about once, and no more snapshots are
 * taken. Used by the training thread alone.
 */
public final class TrainingWatch {
    private static final Logger log = LoggerFactory.getLogger(TrainingWatch.class);

    private final PublishedRun run;
    private final long everySteps;
    private final Outputs outputs;
    private final Supplier<Optional<StopReason>> stopReason;
    private long publishedStep = -1;
    private boolean stopped;
    private boolean broken;

    private TrainingWatch(Builder builder) {
        this.run = builder.run;
        this.everySteps = builder.everySteps;
        this.outputs = builder.outputs;
        this.stopReason = builder.stopReason;
    }

    /** For a run that has been started. */
    public static Builder builder(PublishedRun run) {
        return new Builder(run);
    }

    /** Publishes the rows, if a snapshot is due at this step. */
    public void reach(long step, Supplier<float[]> rows) {
        if (step % everySteps == 0) {
            publish(step, rows);
        }
    }

    /** Publishes the finished network's rows, unless the run was stopped or they have been published. */
    public void end(long step, Supplier<float[]> rows) {
        if (!stopped) {
            publish(step, rows);
        }
    }

    /** Why to stop now, if so; the run is then declared stopped. */
    public Optional<StopReason> stop() {
        Optional<StopReason> reason = stopReason.get();
        reason.ifPresent(why -> {
            stopped = true;
            run.stopped(why.text());
        });
        return reason;
    }

    private void publish(long step, Supplier<float[]> rows) {
        if (broken || step == publishedStep) {
            return;
        }
        publishedStep = step;
        try {
            switch (outputs) {
                case LOGITS -> run.publishLogits(step, rows.get());
                case PROBABILITIES -> run.publishProbabilities(step, rows.get());
            }
        } catch (RuntimeException e) {
            broken = true;
            log.atWarn()
                    .addKeyValue("run", run.run())
                    .addKeyValue("step", step)
                    .setCause(e)
                    .log("the probe set could not be evaluated; no more snapshots of this run");
        }
    }

    /** Collects how a run is watched. */
    public static final class Builder {
        private final PublishedRun run;
        private Outputs outputs = Outputs.LOGITS;
        private long everySteps = 100;
        private Supplier<Optional<StopReason>> stopReason = Optional::empty;

        private Builder(PublishedRun run) {
            this.run = requireNonNull(run, "run");
        }

        /** Steps between snapshots; 100 unless told. */
        public Builder everySteps(long steps) {
            if (steps < 1) {
                throw new IllegalArgumentException("every is " + steps + "; expected at least 1");
            }
            this.everySteps = steps;
            return this;
        }

        /** What the rows are; logits unless told. */
        public Builder outputs(Outputs meaning) {
            this.outputs = requireNonNull(meaning, "meaning");
            return this;
        }

        /** Asked for a reason to stop; the hook stays the caller's to close. */
        public Builder stopWith(EarlyStopping hook) {
            requireNonNull(hook, "hook");
            // One read from memory a step; the reason is looked up only once it is there.
            this.stopReason = () -> hook.shouldStop() ? hook.reason() : Optional.empty();
            return this;
        }

        public TrainingWatch build() {
            return new TrainingWatch(this);
        }
    }
}
