package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folds onto one manifold: what batches brought is kept until the turn of each chunk. A chunk is known by the identity of
 * its record's bytes. One thread; only the batches that it makes may be run by another.
 */
final class BatchFold {
    private final LoadedManifold manifold;
    private final SnapshotAccumulator here;
    private final SnapshotAccumulator aside;
    private final SnapshotSums whole;
    /** Oldest first. */
    private final ArrayDeque<Batch.Member> ahead = new ArrayDeque<>();

    private final ArrayDeque<SnapshotSums> free = new ArrayDeque<>();
    private @Nullable SnapshotSums handedOut;

    BatchFold(LoadedManifold manifold) {
        this.manifold = manifold;
        this.here = manifold.newAccumulator();
        this.aside = manifold.newAccumulator();
        this.whole = here.newSums();
    }

    LoadedManifold manifold() {
        return manifold;
    }

    SnapshotSums whole() {
        whole.clear();
        return whole;
    }

    /** An empty batch for the samples of this chunk, to be run by this thread. */
    Batch batchHere(ChunkHeader header, float[][] amplitudes) {
        return new Batch(here, amplitudes, header);
    }

    /** An empty batch for the samples of this chunk, to be run by another thread, after all others that it was given. */
    Batch batchAside(ChunkHeader header, float[][] amplitudes) {
        return new Batch(aside, amplitudes, header);
    }

    /** Adds a chunk to a batch. */
    void add(Batch batch, byte[] record, ChunkResult.Accepted chunk) {
        SnapshotSums sums = free.isEmpty() ? here.newSums() : free.remove();
        sums.clear();
        batch.add(record, chunk, sums);
    }

    /** Keeps what a batch brought. */
    void keep(Batch batch) {
        ahead.addAll(batch.members());
    }

    /** Gives up a batch that failed. */
    void giveUp(Batch batch) {
        batch.members().forEach(member -> free.add(member.sums()));
    }

    /** What came of a chunk, if a batch brought it. Sums are good until the next call. */
    Optional<FoldedChunk> claim(byte[] record) {
        return remove(record).map(member -> {
            if (handedOut != null) {
                free.add(handedOut);
            }
            handedOut = member.sums();
            return member.folded();
        });
    }

    /** Gives up what came of a chunk, if a batch brought it. */
    void forget(byte[] record) {
        remove(record).ifPresent(member -> free.add(member.sums()));
    }

    /** Gives up all that batches brought. */
    void forgetAll() {
        ahead.forEach(member -> free.add(member.sums()));
        ahead.clear();
    }

    /** How many chunks were folded before their turn. */
    int size() {
        return ahead.size();
    }

    private Optional<Batch.Member> remove(byte[] record) {
        for (Iterator<Batch.Member> all = ahead.iterator(); all.hasNext(); ) {
            Batch.Member next = all.next();
            if (next.record() == record) {
                all.remove();
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }
}
