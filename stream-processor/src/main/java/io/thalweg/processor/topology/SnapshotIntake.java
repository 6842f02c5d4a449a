package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.RunState;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.PayloadCheck;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.streams.processor.api.Record;

/** Takes the records of the snapshots topic: decodes, checks, folds, and closes what is complete. */
final class SnapshotIntake {
    private final Task task;
    private final Routing routing;
    private final SnapshotCloser closer;
    private final ProducerRates rates;

    SnapshotIntake(Task task, Routing routing, SnapshotCloser closer) {
        this.task = task;
        this.routing = routing;
        this.closer = closer;
        this.rates = new ProducerRates(task.settings().producers().bytesPerSecond());
    }

    /** Takes one record. The checks come in order of their cost, and nothing is changed before all of them passed. */
    void take(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            refuse(record, RejectionReason.MALFORMED, "a chunk without a value", Optional.empty());
            return;
        }
        ChunkResult result = task.workbench().read(record.value());
        if (result instanceof ChunkResult.Rejected rejected) {
            refuse(record, rejected.reason(), rejected.detail(), rejected.run());
        } else if (result instanceof ChunkResult.Accepted accepted
                && routing.accepts(record, accepted.header().run())) {
            take(record, accepted);
        }
    }

    private void take(Record<byte[], byte[]> record, ChunkResult.Accepted chunk) {
        ChunkHeader header = chunk.header();
        Optional<LoadedManifold> manifold = task.manifolds().forProbeSet(header.probeSet());
        Optional<Rejection> rejection = hasty(record, header)
                .or(() -> misfit(header, manifold))
                .or(() -> outdated(header))
                .or(() -> crowded(header));
        if (rejection.isPresent()) {
            task.rejections().refuse(record, rejection.get());
            return;
        }
        FoldedChunk folded = task.workbench().fold(record.value(), chunk, manifold.orElseThrow());
        if (folded instanceof FoldedChunk.Folded sound) {
            take(chunk, manifold.orElseThrow(), sound);
        } else if (folded instanceof FoldedChunk.Unusable unusable) {
            refuse(record, header, manifold.orElseThrow(), unusable.check());
        }
    }

    private void refuse(
            Record<byte[], byte[]> record, ChunkHeader header, LoadedManifold manifold, PayloadCheck check) {
        check.rejection()
                .ifPresent(
                        why -> task.rejections().refuse(record, new Rejection(why, check.detail(), header.snapshot())));
        if (!check.finite()) {
            follow(header);
            int seen = task.pending()
                    .find(header.snapshot())
                    .map(PendingSnapshot::samples)
                    .orElse(0);
            closer.nonFinite(header.snapshot(), manifold, seen + header.sampleCount(), header.publishedAtMicros());
        }
    }

    /** Before all else: what is refused later has cost its bytes. */
    private Optional<Rejection> hasty(Record<byte[], byte[]> record, ChunkHeader header) {
        String producer = ProducerLimits.producer(header.run());
        return rates.take(producer, record.value().length, record.timestamp())
                ? Optional.empty()
                : rejection(
                        RejectionReason.PRODUCER_RATE,
                        "more than %d bytes a second from %s"
                                .formatted(task.settings().producers().bytesPerSecond(), producer),
                        header);
    }

    private static Optional<Rejection> misfit(ChunkHeader header, Optional<LoadedManifold> manifold) {
        if (manifold.isEmpty()) {
            return rejection(
                    RejectionReason.UNKNOWN_PROBE_SET, "no manifold for probe set " + header.probeSet(), header);
        }
        int samples = manifold.get().samples();
        int classes = manifold.get().classes();
        if (header.totalSamples() != samples || header.classes() != classes) {
            String detail = "%d samples x %d classes, the probe set has %d x %d"
                    .formatted(header.totalSamples(), header.classes(), samples, classes);
            return rejection(RejectionReason.SHAPE_MISMATCH, detail, header);
        }
        return Optional.empty();
    }

    private Optional<Rejection> outdated(ChunkHeader header) {
        RunState state = task.ledger().run(header.run()).orElse(null);
        if (state == null || state.attempt() < header.attempt()) {
            return Optional.empty();
        }
        if (state.attempt() > header.attempt()) {
            return rejection(RejectionReason.STALE_ATTEMPT, "attempt " + state.attempt() + " has begun", header);
        }
        OptionalLong last = state.lastStep(header.probeSet());
        if (last.isPresent() && header.step() <= last.getAsLong()) {
            boolean same = header.step() == last.getAsLong();
            return rejection(
                    same ? RejectionReason.DUPLICATE : RejectionReason.STALE_STEP,
                    "step " + last.getAsLong() + " has been measured",
                    header);
        }
        PendingSnapshot pending = task.pending().find(header.snapshot()).orElse(null);
        if (pending != null && pending.has(header)) {
            return rejection(RejectionReason.DUPLICATE, "sample " + header.firstSample() + " came before", header);
        }
        return pending != null && pending.overlaps(header)
                ? rejection(RejectionReason.BAD_SHAPE, "samples overlap those of another chunk", header)
                : Optional.empty();
    }

    private Optional<Rejection> crowded(ChunkHeader header) {
        return task.crowded(header.run(), header.attempt())
                .map(reason -> new Rejection(reason, task.crowd(reason), header.snapshot()));
    }

    /** The run's state, begun or restarted if this chunk is the first of it or of its attempt. */
    private void follow(ChunkHeader header) {
        RunState state = task.ledger().run(header.run()).orElse(null);
        if (state == null) {
            task.ledger().apply(task.tracker().begun(header.run(), header.attempt(), task.now()));
        } else if (state.attempt() < header.attempt()) {
            closer.dropSuperseded(header.run());
            task.ledger().apply(task.tracker().superseded(state, header.attempt(), task.now()));
        } else if (state.silent()) {
            task.ledger().apply(task.tracker().heard(state, task.now()));
        }
        task.ledger().heard(header.run(), task.now());
    }

    private void take(ChunkResult.Accepted chunk, LoadedManifold manifold, FoldedChunk.Folded folded) {
        ChunkHeader header = chunk.header();
        follow(header);
        SnapshotKey key = header.snapshot();
        task.pending()
                .find(key)
                .filter(pending -> !pending.manifold().equals(manifold.hash()))
                .ifPresent(closer::close);
        task.predictions().keep(header, chunk.payload());
        if (header.sampleCount() == manifold.samples()) {
            closer.measure(key, manifold, folded.sums(), header.publishedAtMicros(), folded.nanos());
            return;
        }
        PendingSnapshot pending = task.pending().add(header, manifold.hash(), folded.sums(), task.now());
        pending.folded(folded.nanos());
        if (pending.samples() == manifold.samples()) {
            closer.close(pending);
        } else {
            makeRoom(header.run());
        }
    }

    private void makeRoom(RunId run) {
        List<PendingSnapshot> ofRun = task.pending().ofRun(run);
        if (ofRun.size() > task.settings().limits().snapshotsInFlight()) {
            closer.close(ofRun.get(0));
        }
        while (task.pending().sizeBytes() > task.settings().limits().inFlightBytes()) {
            task.pending().longestWaiting().ifPresent(closer::close);
        }
    }

    private void refuse(Record<byte[], byte[]> record, RejectionReason reason, String detail, Optional<RunId> run) {
        task.rejections().refuse(record, new Rejection(reason, detail, run));
    }

    private static Optional<Rejection> rejection(RejectionReason reason, String detail, ChunkHeader header) {
        return Optional.of(new Rejection(reason, detail, header.snapshot()));
    }
}
