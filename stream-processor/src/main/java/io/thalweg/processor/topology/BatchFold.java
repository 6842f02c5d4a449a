package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkResult;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The folds onto one manifold: what batches brought is kept until the turn of each chunk. A chunk is known by the identity of
 * its record's bytes. One thread; only the batches that it makes may be worked on by another.
 */
final class BatchFold {
    private final LoadedManifold manifold;
    private final BatchScratch here;
    private final BatchScratch aside;
    private final SnapshotSums whole;
    private final SnapshotSums handedOut;
    /** Oldest first. */
    private final ArrayDeque<Batch.Member> ahead = new ArrayDeque<>();

    private final ArrayDeque<SnapshotSums> free = new ArrayDeque<>();

    BatchFold(LoadedManifold manifold) {
        this.manifold = manifold;
        SnapshotAccumulator accumulator = manifold.newAccumulator();
        this.here = new BatchScratch(accumulator);
        this.aside = new BatchScratch(manifold.newAccumulator());
        this.whole = accumulator.newSums();
        this.handedOut = accumulator.newSums();
    }

    LoadedManifold manifold() {
        return manifold;
    }

    /** For the thread whose this is. */
    BatchScratch here() {
        return here;
    }

    /** For the other thread. */
    BatchScratch aside() {
        return aside;
    }

    SnapshotSums whole() {
        whole.clear();
        return whole;
    }

    /** An empty batch for the samples of this chunk. */
    Batch newBatch(ChunkHeader header) {
        return Batch.of(header, whole.landmarks());
    }

    /** Adds a chunk to a batch. */
    void add(Batch batch, byte[] record, ChunkResult.Accepted chunk) {
        SnapshotSums[] sums = new SnapshotSums[batch.parts()];
        for (int part = 0; part < sums.length; part++) {
            sums[part] = empty(batch.largestPart());
        }
        batch.add(record, chunk, sums);
    }

    /** Keeps what a batch brought. */
    void keep(Batch batch) {
        ahead.addAll(batch.members());
    }

    /** Gives up a batch that failed. */
    void giveUp(Batch batch) {
        batch.members().forEach(this::recycle);
    }

    /** What came of a chunk, if a batch brought it. Sums are good until the next call. */
    Optional<FoldedChunk> claim(byte[] record) {
        return remove(record).map(member -> {
            handedOut.clear();
            FoldedChunk folded = member.folded(handedOut);
            recycle(member);
            return folded;
        });
    }

    /** Gives up what came of a chunk, if a batch brought it. */
    void forget(byte[] record) {
        remove(record).ifPresent(this::recycle);
    }

    /** Gives up all that batches brought. */
    void forgetAll() {
        ahead.forEach(this::recycle);
        ahead.clear();
    }

    /** How many chunks were folded before their turn. */
    int size() {
        return ahead.size();
    }

    /** Used ones, if they are large enough; chunks are nearly all alike, so smaller ones are not worth keeping. */
    private SnapshotSums empty(int samples) {
        SnapshotSums sums = free.poll();
        if (sums == null || sums.capacity() < samples) {
            return new SnapshotSums(whole.landmarks(), samples);
        }
        sums.clear();
        return sums;
    }

    private void recycle(Batch.Member member) {
        free.addAll(List.of(member.sums()));
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
