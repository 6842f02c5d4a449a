package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Where one stream thread decodes and folds chunks, with scratch space that is used again and again.
 *
 * <p>One pass over the landmarks serves several chunks for little more than one, the landmarks being what the pass has to
 * read. So whatever waits behind a chunk, and covers the same samples of the same probe set, is folded with it; what is alone
 * goes alone, at once. And while the stream thread does what is left to do with these, writes and commits, another thread
 * folds the next ones: one batch at a time, so no more than one of the two folds at any moment.
 *
 * <p>Only the folding is done ahead, which is a pure function of the record and the manifold. Everything else, from the checks
 * to the record that is written, happens in the record's own turn: no order changes, and no offset is committed whose output
 * is missing. (Rejected: to collect records and finish them together. Kafka Streams may commit between any two records, and
 * gives a processor no way to finish what it holds before.)
 */
final class Workbench {
    /** How far it looks for company. */
    private static final int MOST_LOOKED_AT = 192;
    /**
     * How many chunks are kept folded, which bounds their sums: as many as are fetched at once. With fewer, and turns that come in
     * another order than expected, batches would become small.
     */
    private static final int MOST_AHEAD = 128;

    private final Upcoming upcoming;
    private final Executor aside;
    private final Map<ProbeSetId, BatchFold> folds = new HashMap<>();
    private final float[][] amplitudes = new float[Batch.MOST][0];
    private byte @Nullable [] inTurn;
    private @Nullable Ahead running;

    /** @param aside runs what is folded ahead, on another thread or at once */
    Workbench(Upcoming upcoming, Executor aside) {
        this.upcoming = upcoming;
        this.aside = aside;
    }

    /** Reads a record whose turn has come; the turn of the one before is over, whether or not it was folded. */
    ChunkResult read(byte[] value) {
        byte[] before = inTurn;
        if (before != null) {
            if (isRunning(before)) {
                awaitRunning();
            }
            folds.values().forEach(fold -> fold.forget(before));
        }
        inTurn = value;
        return upcoming.take(value);
    }

    /** Forgets what waits, and what was folded ahead: partitions may have moved, and their records will not come. */
    void clear() {
        awaitRunning();
        upcoming.clear();
        folds.values().forEach(BatchFold::forgetAll);
    }

    /** Decodes and folds a record that was read. */
    FoldedChunk fold(byte[] value, ChunkResult.Accepted chunk, LoadedManifold manifold) {
        BatchFold fold = on(manifold);
        Optional<FoldedChunk> ahead = fold.claim(value);
        if (ahead.isEmpty()) {
            awaitRunning();
            ahead = fold.claim(value);
        }
        FoldedChunk folded = ahead.orElseGet(() -> foldNow(value, chunk, fold));
        foldNext(fold);
        return folded;
    }

    /** Empty sums for a whole snapshot. They are good until the next call. */
    SnapshotSums whole(LoadedManifold manifold) {
        return on(manifold).whole();
    }

    private FoldedChunk foldNow(byte[] value, ChunkResult.Accepted chunk, BatchFold fold) {
        Batch batch = fold.newBatch(chunk.header(), amplitudes);
        fold.add(batch, value, chunk);
        gather(batch, fold);
        batch.run();
        fold.keep(batch);
        return fold.claim(value).orElseThrow();
    }

    /** Begins to fold what comes next, if there is something and the last batch is finished. */
    private void foldNext(BatchFold fold) {
        Ahead last = running;
        if (last != null && !last.done.isDone()) {
            return;
        }
        awaitRunning();
        for (Upcoming.Waiting waiting : upcoming.next(MOST_LOOKED_AT)) {
            if (!fold.holds(waiting.value())
                    && waiting.read() instanceof ChunkResult.Accepted next
                    && fits(next.header(), fold.manifold())) {
                Batch batch = fold.newBatch(next.header(), amplitudes);
                gather(batch, fold);
                if (!batch.isEmpty()) {
                    running = new Ahead(fold, batch, CompletableFuture.runAsync(batch, aside));
                }
                return;
            }
        }
    }

    private void gather(Batch batch, BatchFold fold) {
        for (Upcoming.Waiting waiting : upcoming.next(MOST_LOOKED_AT)) {
            if (fold.size() + batch.members().size() >= MOST_AHEAD) {
                return;
            }
            if (waiting.read() instanceof ChunkResult.Accepted other
                    && batch.takes(other.header())
                    && !fold.holds(waiting.value())) {
                fold.add(batch, waiting.value(), other);
            }
        }
    }

    private static boolean fits(ChunkHeader header, LoadedManifold manifold) {
        return header.probeSet().equals(manifold.probeSet())
                && header.totalSamples() == manifold.samples()
                && header.classes() == manifold.classes();
    }

    private boolean isRunning(byte[] value) {
        Ahead last = running;
        return last != null && last.batch.holds(value);
    }

    /** Waits for the other thread: until then accumulators and scratch space are its own. */
    private void awaitRunning() {
        Ahead last = running;
        if (last == null) {
            return;
        }
        running = null;
        try {
            last.done.join();
            last.fold.keep(last.batch);
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            // Its chunks are folded in their own turns, and whichever of them is to blame fails there.
            last.fold.giveUp(last.batch);
        }
    }

    private BatchFold on(LoadedManifold manifold) {
        BatchFold fold = folds.get(manifold.probeSet());
        if (fold == null || !fold.manifold().equals(manifold)) {
            fold = new BatchFold(manifold);
            folds.put(manifold.probeSet(), fold);
        }
        return fold;
    }

    /** A batch that another thread folds. */
    private record Ahead(BatchFold fold, Batch batch, CompletableFuture<Void> done) {}
}
