package io.thalweg.processor.topology;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folds onto one manifold: a batch is begun with the chunk whose turn it is, joined by others, and finished in one pass;
 * the sums of the others are kept until their turn. A chunk is known by the identity of its record's bytes.
 */
final class BatchFold {
    static final int MOST = DistanceKernel.MOST_SNAPSHOTS;

    private final LoadedManifold manifold;
    private final SnapshotAccumulator accumulator;
    private final SnapshotSums whole;
    private final List<byte[]> batch = new ArrayList<>();
    private final SnapshotSums[] batchSums = new SnapshotSums[MOST];
    /** Oldest first. */
    private final ArrayDeque<Ahead> ahead = new ArrayDeque<>();

    private final ArrayDeque<SnapshotSums> free = new ArrayDeque<>();
    private @Nullable SnapshotSums handedOut;

    BatchFold(LoadedManifold manifold) {
        this.manifold = manifold;
        this.accumulator = manifold.newAccumulator();
        this.whole = accumulator.newSums();
    }

    LoadedManifold manifold() {
        return manifold;
    }

    SnapshotSums whole() {
        whole.clear();
        return whole;
    }

    /** The sums of a chunk that was folded with an earlier one, if it was. */
    Optional<FoldedChunk.Folded> claim(byte[] record) {
        return remove(record).map(one -> {
            handOut(one.sums);
            return new FoldedChunk.Folded(one.sums, one.nanos);
        });
    }

    /** Gives up the sums of a chunk that was folded with an earlier one, if it was. */
    void forget(byte[] record) {
        remove(record).ifPresent(one -> free.add(one.sums));
    }

    /** Gives up all of them. */
    void forgetAll() {
        ahead.forEach(one -> free.add(one.sums));
        ahead.clear();
    }

    private Optional<Ahead> remove(byte[] record) {
        for (Iterator<Ahead> all = ahead.iterator(); all.hasNext(); ) {
            Ahead next = all.next();
            if (next.record == record) {
                all.remove();
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    /** Begins a batch with the chunk whose turn it is. */
    void begin(byte[] record) {
        batch.clear();
        add(record);
    }

    /** Adds a chunk of the same samples that waits. */
    void add(byte[] record) {
        batch.add(record);
    }

    int size() {
        return batch.size();
    }

    boolean isFull() {
        return batch.size() + ahead.size() >= MOST;
    }

    boolean holds(byte[] record) {
        return ahead.stream().anyMatch(one -> one.record == record);
    }

    /**
     * Folds the batch.
     *
     * @param amplitudes of each chunk, in the order in which they were added
     * @param startNanos when work on it began
     * @return the sums of the chunk it was begun with
     */
    FoldedChunk.Folded finish(float[][] amplitudes, int firstSample, int count, long startNanos) {
        for (int i = 0; i < batch.size(); i++) {
            batchSums[i] = free.isEmpty() ? accumulator.newSums() : free.remove();
            batchSums[i].clear();
        }
        accumulator.add(amplitudes, batch.size(), firstSample, count, batchSums);
        long nanos = (System.nanoTime() - startNanos) / batch.size();
        for (int i = 1; i < batch.size(); i++) {
            ahead.add(new Ahead(batch.get(i), batchSums[i], nanos));
        }
        batch.clear();
        SnapshotSums first = batchSums[0];
        handOut(first);
        return new FoldedChunk.Folded(first, nanos);
    }

    private void handOut(SnapshotSums sums) {
        if (handedOut != null) {
            free.add(handedOut);
        }
        handedOut = sums;
    }

    /** A chunk that was folded before its turn. */
    private static final class Ahead {
        private final byte[] record;
        private final SnapshotSums sums;
        private final long nanos;

        Ahead(byte[] record, SnapshotSums sums, long nanos) {
            this.record = record;
            this.sums = sums;
            this.nanos = nanos;
        }
    }
}
