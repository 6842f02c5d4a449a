package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkPayload;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.PayloadCheck;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one stream thread decodes and folds chunks, with scratch space that is used again and again.
 *
 * <p>One pass over the landmarks serves several chunks for little more than one, the landmarks being what the pass has to
 * read. So whatever waits behind a chunk, and covers the same samples of the same probe set, is folded with it; what is alone
 * goes alone, at once. Only the folding is done ahead, which is a pure function of the record and the manifold. Everything
 * else, from the checks to the record that is written, happens in the record's own turn: no order changes, and no offset is
 * committed whose output is missing. (Rejected: to collect records and finish them together. Kafka Streams may commit between
 * any two records, and gives a processor no way to finish what it holds before.)
 */
final class Workbench {
    /** Of decoded amplitudes, 16 MiB: it bounds a batch of large chunks. */
    private static final long MOST_VALUES = 4L << 20;
    /** How far it looks for company. */
    private static final int MOST_LOOKED_AT = 64;

    private final Upcoming upcoming;
    private final Map<ProbeSetId, BatchFold> folds = new HashMap<>();
    private byte @Nullable [] inTurn;
    private final float[][] amplitudes = new float[BatchFold.MOST][0];

    Workbench(Upcoming upcoming) {
        this.upcoming = upcoming;
    }

    /** Reads a record whose turn has come; the turn of the one before is over, whether or not it was folded. */
    ChunkResult read(byte[] value) {
        byte[] before = inTurn;
        if (before != null) {
            folds.values().forEach(fold -> fold.forget(before));
        }
        inTurn = value;
        return upcoming.take(value);
    }

    /** Forgets what waits, and what was folded ahead: partitions may have moved, and their records will not come. */
    void clear() {
        upcoming.clear();
        folds.values().forEach(BatchFold::forgetAll);
    }

    /** Decodes and folds a record that was read. */
    FoldedChunk fold(byte[] value, ChunkResult.Accepted chunk, LoadedManifold manifold) {
        BatchFold fold = on(manifold);
        Optional<FoldedChunk.Folded> ahead = fold.claim(value);
        if (ahead.isPresent()) {
            return ahead.get();
        }
        long start = System.nanoTime();
        PayloadCheck check = decode(chunk.payload(), 0);
        if (check.rejection().isPresent()) {
            return new FoldedChunk.Unusable(check);
        }
        fold.begin(value);
        gather(chunk, fold);
        return fold.finish(
                amplitudes, chunk.header().firstSample(), chunk.header().sampleCount(), start);
    }

    /** Empty sums for a whole snapshot. They are good until the next call. */
    SnapshotSums whole(LoadedManifold manifold) {
        return on(manifold).whole();
    }

    private void gather(ChunkResult.Accepted chunk, BatchFold fold) {
        for (Upcoming.Waiting waiting : upcoming.next(MOST_LOOKED_AT)) {
            if (fold.isFull() || (fold.size() + 1L) * chunk.payload().values() > MOST_VALUES) {
                return;
            }
            if (!fold.holds(waiting.value())
                    && waiting.read() instanceof ChunkResult.Accepted other
                    && sameSamples(chunk.header(), other.header())
                    && decode(other.payload(), fold.size()).rejection().isEmpty()) {
                fold.add(waiting.value());
            }
        }
    }

    private static boolean sameSamples(ChunkHeader one, ChunkHeader other) {
        return one.probeSet().equals(other.probeSet())
                && one.classes() == other.classes()
                && one.totalSamples() == other.totalSamples()
                && one.firstSample() == other.firstSample()
                && one.sampleCount() == other.sampleCount();
    }

    private PayloadCheck decode(ChunkPayload payload, int place) {
        if (amplitudes[place].length < payload.values()) {
            amplitudes[place] = new float[payload.values()];
        }
        return payload.amplitudes(amplitudes[place]);
    }

    private BatchFold on(LoadedManifold manifold) {
        BatchFold fold = folds.get(manifold.probeSet());
        if (fold == null || !fold.manifold().equals(manifold)) {
            fold = new BatchFold(manifold);
            folds.put(manifold.probeSet(), fold);
        }
        return fold;
    }
}
