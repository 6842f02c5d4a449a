package io.thalweg.processor.topology;

import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A snapshot of which some chunks came. What they add up to is in the store; here is which they are. */
final class PendingSnapshot {
    private final SnapshotKey key;
    private final String manifold;
    private final long publishedAtMicros;
    private final TreeMap<Integer, Integer> chunks = new TreeMap<>();
    private int samples;
    private long sizeBytes;
    private long foldNanos;
    private Instant touchedAt;

    /**
     * @param manifold hash of the manifold that its chunks are folded onto
     * @param publishedAtMicros the trainer's clock, of the first chunk
     */
    PendingSnapshot(SnapshotKey key, String manifold, long publishedAtMicros, Instant touchedAt) {
        this.key = key;
        this.manifold = manifold;
        this.publishedAtMicros = publishedAtMicros;
        this.touchedAt = touchedAt;
    }

    SnapshotKey key() {
        return key;
    }

    String manifold() {
        return manifold;
    }

    long publishedAtMicros() {
        return publishedAtMicros;
    }

    /** Samples that came. */
    int samples() {
        return samples;
    }

    /** Bytes in the store. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** Time spent on folding, since this processor took the partition. */
    long foldNanos() {
        return foldNanos;
    }

    /** When its last chunk came. */
    Instant touchedAt() {
        return touchedAt;
    }

    /** Whether this very chunk came before. */
    boolean has(ChunkHeader chunk) {
        Integer count = chunks.get(chunk.firstSample());
        return count != null && count == chunk.sampleCount();
    }

    /** Whether a sample of this chunk came before. */
    boolean overlaps(ChunkHeader chunk) {
        int end = chunk.firstSample() + chunk.sampleCount();
        Map.Entry<Integer, Integer> before = chunks.lowerEntry(end);
        return before != null && before.getKey() + before.getValue() > chunk.firstSample();
    }

    void add(int firstSample, int count, long bytes, Instant now) {
        chunks.put(firstSample, count);
        samples += count;
        sizeBytes += bytes;
        touchedAt = now.isAfter(touchedAt) ? now : touchedAt;
    }

    void folded(long nanos) {
        foldNanos += nanos;
    }
}
