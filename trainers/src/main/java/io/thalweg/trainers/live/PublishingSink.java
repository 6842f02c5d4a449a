package io.thalweg.trainers.live;

import io.thalweg.producer.EarlyStopping;
import io.thalweg.producer.PublishedRun;
import io.thalweg.trainers.run.SnapshotSink;
import java.time.Duration;
import java.util.Optional;

/** Publishes each snapshot, waits until the next is due, and asks whether to go on. */
final class PublishingSink implements SnapshotSink {

    private final PublishedRun run;
    private final Optional<EarlyStopping> hook;
    private final Duration pace;
    private long lastNanos;
    private boolean started;

    PublishingSink(PublishedRun run, Optional<EarlyStopping> hook, Duration pace) {
        this.run = run;
        this.hook = hook;
        this.pace = pace;
    }

    @Override
    public Verdict accept(long step, float[] logits) {
        if (started && !waitedForItsTime()) {
            return Verdict.STOP;
        }
        started = true;
        lastNanos = System.nanoTime();
        // Asked after the wait, so that advice on the snapshot before counts; a last snapshot says where it stopped.
        run.publishLogits(step, logits);
        return hook.map(EarlyStopping::shouldStop).orElse(false) ? Verdict.STOP : Verdict.CONTINUE;
    }

    private boolean waitedForItsTime() {
        long nanos = pace.toNanos() - (System.nanoTime() - lastNanos);
        try {
            Thread.sleep(Math.max(0, nanos / 1_000_000));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
