package io.thalweg.processor.topology;

import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The unfinished snapshots of one partition. The store holds one record a chunk, the chunk's own sums, so that a chunk costs
 * one small write whatever came before it, and the order of arrival cannot matter; the index beside it is rebuilt from the
 * store.
 */
final class PendingSnapshots {
    private final KeyValueStore<String, byte[]> store;
    private final Map<RunId, Map<SnapshotKey, PendingSnapshot>> byRun = new HashMap<>();

    /** Longest waiting first: a snapshot goes to the end whenever a chunk of it comes. */
    private final LinkedHashMap<SnapshotKey, PendingSnapshot> byWaiting = new LinkedHashMap<>();

    private long sizeBytes;

    PendingSnapshots(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /** Takes up what was restored. What another version wrote is dropped: its snapshots will be incomplete. */
    void open() {
        List<String> unreadable = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                Optional<StoredChunk> chunk = StoredChunk.decode(entry.value);
                chunk.ifPresentOrElse(
                        stored -> index(StoredChunk.snapshot(entry.key), StoredChunk.firstSample(entry.key), stored),
                        () -> unreadable.add(entry.key));
            }
        }
        unreadable.forEach(store::delete);
        List<PendingSnapshot> restored = new ArrayList<>(byWaiting.values());
        restored.sort(Comparator.comparing(PendingSnapshot::touchedAt));
        byWaiting.clear();
        restored.forEach(pending -> byWaiting.put(pending.key(), pending));
    }

    Optional<PendingSnapshot> find(SnapshotKey key) {
        return Optional.ofNullable(byRun.getOrDefault(key.run(), Map.of()).get(key));
    }

    /** The unfinished snapshots of a run, lowest step first. */
    List<PendingSnapshot> ofRun(RunId run) {
        return byRun.getOrDefault(run, Map.of()).values().stream()
                .sorted(Comparator.comparingLong(pending -> pending.key().step()))
                .toList();
    }

    /** All that got no chunk since a moment, longest waiting first. */
    List<PendingSnapshot> untouchedSince(Instant moment) {
        return byWaiting.values().stream()
                .takeWhile(pending -> !pending.touchedAt().isAfter(moment))
                .toList();
    }

    /** The one that has waited longest for its next chunk; empty when nothing is unfinished. */
    Optional<PendingSnapshot> longestWaiting() {
        return byWaiting.values().stream().findFirst();
    }

    /** Bytes in the store, of all of them. */
    long sizeBytes() {
        return sizeBytes;
    }

    /** Adds a chunk that does not overlap what came. */
    PendingSnapshot add(ChunkHeader header, String manifold, SnapshotSums sums, Instant now) {
        StoredChunk chunk =
                new StoredChunk(manifold, header.publishedAtMicros(), now.toEpochMilli(), StoredChunk.bytesOf(sums));
        store.put(StoredChunk.key(header.snapshot(), header.firstSample()), chunk.encode());
        return index(header.snapshot(), header.firstSample(), chunk);
    }

    /** Adds the sums of all chunks of a snapshot, in the order of their samples, whatever the order they came in. */
    void mergeInto(PendingSnapshot pending, SnapshotSums sums) {
        String prefix = StoredChunk.prefix(pending.key());
        try (KeyValueIterator<String, byte[]> chunks = store.range(prefix, prefix + StoredChunk.AFTER_DIGITS)) {
            while (chunks.hasNext()) {
                sums.mergeFrom(
                        StoredChunk.decode(chunks.next().value).orElseThrow().sums());
            }
        }
    }

    /** Forgets a snapshot. */
    void remove(PendingSnapshot pending) {
        String prefix = StoredChunk.prefix(pending.key());
        List<String> keys = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> chunks = store.range(prefix, prefix + StoredChunk.AFTER_DIGITS)) {
            chunks.forEachRemaining(chunk -> keys.add(chunk.key));
        }
        keys.forEach(store::delete);
        sizeBytes -= pending.sizeBytes();
        byWaiting.remove(pending.key());
        Map<SnapshotKey, PendingSnapshot> others =
                byRun.getOrDefault(pending.key().run(), new HashMap<>());
        others.remove(pending.key());
        if (others.isEmpty()) {
            byRun.remove(pending.key().run());
        }
    }

    private PendingSnapshot index(SnapshotKey key, int firstSample, StoredChunk chunk) {
        Instant arrivedAt = Instant.ofEpochMilli(chunk.arrivedAtMillis());
        PendingSnapshot pending = byRun.computeIfAbsent(key.run(), run -> new HashMap<>())
                .computeIfAbsent(
                        key, each -> new PendingSnapshot(key, chunk.manifold(), chunk.publishedAtMicros(), arrivedAt));
        pending.add(firstSample, chunk.samples(), chunk.sizeBytes(), arrivedAt);
        sizeBytes += chunk.sizeBytes();
        byWaiting.remove(key);
        byWaiting.put(key, pending);
        return pending;
    }
}
