package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkPayload;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.PayloadCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of the same samples that are decoded, and folded in one pass. A chunk is known by the identity of its record's bytes.
 *
 * <p>Filled by one thread, then worked on by it, by another, or by both: it is cut into parts by ranges of samples, and whoever is
 * free takes the next. The cut depends on the shape only, and a part's sums are kept by themselves, so that what comes of a
 * chunk is the same to the last bit whoever folds it, and with whatever others.
 */
final class Batch {
    /** More would be a little cheaper each, and keep what is done waiting for the rest. */
    static final int MOST = 16;
    /** Of decoded amplitudes, 16 MiB: it bounds a part of large chunks. */
    private static final long MOST_VALUES = 4L << 20;

    private static final int MOST_PARTS = 8;
    /** Less (samples x classes x landmarks) is not worth waking a thread. */
    private static final long SMALLEST_PART = 3_000_000;

    private final ChunkHeader header;
    private final int parts;
    private final List<Member> members = new ArrayList<>(MOST);
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    /**
     * An empty batch.
     *
     * @param header of a chunk that covers the samples
     * @param parts into how many it is cut, at most one a sample
     */
    Batch(ChunkHeader header, int parts) {
        this.header = header;
        this.parts = parts;
    }

    /**
     * An empty batch that is cut where that is worth it.
     *
     * @param header of a chunk that covers the samples
     * @param landmarks how many it is folded onto
     */
    static Batch of(ChunkHeader header, int landmarks) {
        long products = (long) header.sampleCount() * header.classes() * landmarks;
        long worthwhile = Math.max(1, Math.min(MOST_PARTS, products / SMALLEST_PART));
        return new Batch(header, (int) Math.min(header.sampleCount(), worthwhile));
    }

    /** Whether a chunk of this header covers the same samples. */
    boolean takes(ChunkHeader other) {
        return header.probeSet().equals(other.probeSet())
                && header.classes() == other.classes()
                && header.totalSamples() == other.totalSamples()
                && header.firstSample() == other.firstSample()
                && header.sampleCount() == other.sampleCount();
    }

    /** How many more chunks can be added; one always has room. */
    int room() {
        long most = Math.max(1, MOST_VALUES / ((long) largestPart() * header.classes()));
        return (int) Math.min(MOST, most) - members.size();
    }

    /** Into how many parts it is cut. */
    int parts() {
        return parts;
    }

    /** Samples in the largest of the parts. */
    int largestPart() {
        return (header.sampleCount() + parts - 1) / parts;
    }

    /**
     * Adds a chunk.
     *
     * @param sums empty ones for each part, with room for {@link #largestPart} samples
     */
    void add(byte[] record, ChunkResult.Accepted chunk, SnapshotSums[] sums) {
        members.add(new Member(record, chunk.payload(), sums));
    }

    boolean holds(byte[] record) {
        return members.stream().anyMatch(member -> member.record == record);
    }

    int size() {
        return members.size();
    }

    /** What was added; of use when the batch is done. */
    List<Member> members() {
        return members;
    }

    /** Folds parts until all are begun, on one of the threads that do so. */
    void work(BatchScratch scratch) {
        for (int part = begun.getAndIncrement(); part < parts; part = begun.getAndIncrement()) {
            long start = System.nanoTime();
            try {
                fold(part, scratch);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            nanos.addAndGet(System.nanoTime() - start);
            if (ended.incrementAndGet() == parts) {
                finish();
            }
        }
    }

    /** Whether all of it is folded, or failed, and no thread works on it any more. */
    boolean isDone() {
        return done.isDone();
    }

    /** Has something begun when this is done. */
    void whenDone(Runnable next, Executor executor) {
        var unused = done.thenRunAsync(next, executor);
    }

    /**
     * Waits until it is done.
     *
     * @throws RuntimeException or an error: what went wrong in a part, if anything did
     */
    void await() {
        done.join();
        Throwable first = failure.get();
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void fold(int part, BatchScratch scratch) {
        int from = begin(part);
        int count = begin(part + 1) - from;
        int sound = 0;
        for (Member member : members) {
            float[] amplitudes = scratch.amplitudes(sound, count * header.classes());
            PayloadCheck check = member.payload.amplitudes(from, count, amplitudes);
            member.checks[part] = check;
            if (check.rejection().isEmpty()) {
                scratch.sum(sound, member.sums[part]);
                sound++;
            }
        }
        if (sound > 0) {
            scratch.fold(sound, header.firstSample() + from, count);
        }
    }

    private int begin(int part) {
        return (int) ((long) header.sampleCount() * part / parts);
    }

    private void finish() {
        members.forEach(member -> member.nanos = nanos.get() / members.size());
        done.complete(null);
    }

    /** A chunk, and when it was folded, what came of it. */
    static final class Member {
        private final byte[] record;
        private final ChunkPayload payload;
        private final SnapshotSums[] sums;
        private final PayloadCheck[] checks;
        private long nanos;

        private Member(byte[] record, ChunkPayload payload, SnapshotSums[] sums) {
            this.record = record;
            this.payload = payload;
            this.sums = sums;
            this.checks = new PayloadCheck[sums.length];
        }

        byte[] record() {
            return record;
        }

        /** Those of each part. */
        SnapshotSums[] sums() {
            return sums;
        }

        /**
         * What came of it.
         *
         * @param whole takes its sums; empty
         */
        FoldedChunk folded(SnapshotSums whole) {
            PayloadCheck check = checks[0];
            for (int part = 1; part < checks.length; part++) {
                check = check.and(checks[part]);
            }
            if (check.rejection().isPresent()) {
                return new FoldedChunk.Unusable(check);
            }
            for (SnapshotSums part : sums) {
                whole.merge(part);
            }
            return new FoldedChunk.Folded(whole, nanos);
        }
    }
}
