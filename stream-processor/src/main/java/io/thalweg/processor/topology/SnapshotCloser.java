package io.thalweg.processor.topology;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.Observation;
import io.thalweg.processor.tracking.RunState;
import io.thalweg.processor.tracking.RunUpdate;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where a snapshot ends: measured, or given up. The metrics records of a run and probe set come in order of step: whatever is
 * unfinished and earlier is closed first.
 */
final class SnapshotCloser {
    /** Beyond the year 9999 an instant has no plain ISO 8601 form. */
    private static final long LATEST_MICROS = 253_402_300_799_999_999L;

    private final Task task;
    private final Explanations explanations;

    SnapshotCloser(Task task) {
        this.task = task;
        this.explanations = new Explanations(task.predictions());
    }

    /** Measures a snapshot all of whose samples are in these sums. */
    void measure(SnapshotKey key, LoadedManifold manifold, SnapshotSums sums, long publishedAtMicros, long foldNanos) {
        closeBefore(key);
        RunState state = task.ledger().run(key.run()).orElseThrow();
        long start = System.nanoTime();
        Measurement measurement = manifold.manifold().measure(sums);
        Observation observation = new Observation(
                key,
                manifold,
                instant(publishedAtMicros),
                (double) sums.samples() / manifold.samples(),
                measurement,
                manifold.kinship()
                        .nearest(sums.distances(), measurement.progress())
                        .orElse(null));
        long nanos = foldNanos + System.nanoTime() - start;
        Instant now = task.now();
        RunUpdate update = task.tracker().observed(state, observation, now);
        task.ledger().apply(explanations.explain(update, observation, sums));
        task.predictions().drop(key);
        Duration latency = Duration.between(observation.publishedAt(), now);
        task.observer().snapshotMeasured(key.run(), Duration.ofNanos(nanos), latency);
    }

    /** Closes a snapshot one of whose predictions is not finite: a finding, without figures. */
    void nonFinite(SnapshotKey key, LoadedManifold manifold, int samplesSeen, long publishedAtMicros) {
        closeBefore(key);
        task.pending().find(key).ifPresent(task.pending()::remove);
        task.predictions().drop(key);
        RunState state = task.ledger().run(key.run()).orElseThrow();
        double coverage = Math.min(1, (double) samplesSeen / manifold.samples());
        Observation observation = new Observation(key, manifold, instant(publishedAtMicros), coverage, null, null);
        Instant now = task.now();
        task.ledger().apply(task.tracker().observed(state, observation, now));
        task.observer().snapshotMeasured(key.run(), Duration.ZERO, Duration.between(observation.publishedAt(), now));
    }

    /** Closes a pending snapshot as it is: measured if enough of it came, otherwise given up. */
    void close(PendingSnapshot snapshot) {
        closeBefore(snapshot.key());
        closeAlone(snapshot);
    }

    /** Drops what is unfinished of a run whose newer attempt has begun. */
    void dropSuperseded(RunId run) {
        for (PendingSnapshot snapshot : task.pending().ofRun(run)) {
            task.pending().remove(snapshot);
            task.predictions().drop(snapshot.key());
            String detail = describe(snapshot) + ", superseded by a newer attempt";
            task.rejections().count(new Rejection(RejectionReason.STALE_ATTEMPT, detail, snapshot.key()));
        }
    }

    private void closeBefore(SnapshotKey key) {
        for (PendingSnapshot earlier : task.pending().ofRun(key.run())) {
            if (earlier.key().probeSet().equals(key.probeSet()) && earlier.key().step() < key.step()) {
                closeAlone(earlier);
            }
        }
    }

    private void closeAlone(PendingSnapshot snapshot) {
        Optional<LoadedManifold> manifold = task.manifolds()
                .forProbeSet(snapshot.key().probeSet())
                .filter(loaded -> loaded.hash().equals(snapshot.manifold()));
        if (manifold.isEmpty() || task.ledger().run(snapshot.key().run()).isEmpty()) {
            giveUp(snapshot, "its manifold is no longer loaded, or its run no longer followed");
            return;
        }
        int total = manifold.get().samples();
        if (snapshot.samples() < task.settings().limits().coverageShare() * total) {
            giveUp(snapshot, "too few of " + total);
            return;
        }
        SnapshotSums sums = task.workbench().whole(manifold.get());
        try {
            task.pending().mergeInto(snapshot, sums);
        } finally {
            // Whatever is wrong with it, it must not be met again every second.
            task.pending().remove(snapshot);
        }
        measure(snapshot.key(), manifold.get(), sums, snapshot.publishedAtMicros(), snapshot.foldNanos());
    }

    private void giveUp(PendingSnapshot snapshot, String why) {
        task.pending().remove(snapshot);
        task.predictions().drop(snapshot.key());
        RunId run = snapshot.key().run();
        String detail = describe(snapshot) + ": " + why;
        task.rejections().giveUp(run, new Rejection(RejectionReason.INCOMPLETE, detail, snapshot.key()));
    }

    private static String describe(PendingSnapshot snapshot) {
        return "attempt %d, step %d: %d samples came"
                .formatted(snapshot.key().attempt(), snapshot.key().step(), snapshot.samples());
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(Math.max(0, Math.min(micros, LATEST_MICROS)), ChronoUnit.MICROS);
    }
}
