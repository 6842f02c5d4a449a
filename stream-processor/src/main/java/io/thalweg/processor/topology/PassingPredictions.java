package io.thalweg.processor.topology;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkPayload;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * The predictions of snapshots on their way, so that an alarm which one of them raises can name its samples: of each run its
 * last snapshot, until that is measured. Holds on to the records' own bytes: keeping a chunk costs a reference.
 *
 * <p>In memory only, and bounded in bytes and runs: what is too large is not begun, and the run that was longest without a
 * chunk makes room. So what is asked for may not be there, as after a restart between two chunks.
 */
final class PassingPredictions {
    /** For the record around a payload and the objects around the record. */
    private static final int OVERHEAD_BYTES = 512;

    private final long mostBytes;
    private final int mostRuns;

    /** Longest without a chunk first. */
    private final LinkedHashMap<RunId, Passing> byRun = new LinkedHashMap<>();

    private long sizeBytes;

    PassingPredictions(long mostBytes, int mostRuns) {
        this.mostBytes = mostBytes;
        this.mostRuns = mostRuns;
    }

    /** The part of a snapshot that one chunk brought. */
    record Part(int firstSample, int count, ChunkPayload payload) {}

    /** Keeps a chunk that was taken, in place of any other snapshot of the run unless that is a newer one. */
    void keep(ChunkHeader header, ChunkPayload payload) {
        SnapshotKey key = header.snapshot();
        Passing passing = byRun.remove(key.run());
        if (passing == null || !passing.key.equals(key)) {
            if (passing != null && isNewer(passing.key, key)) {
                byRun.put(key.run(), passing);
                return;
            }
            sizeBytes -= passing == null ? 0 : passing.sizeBytes;
            passing = new Passing(key);
        }
        byRun.put(key.run(), passing);
        if (fits(header.totalSamples(), header.classes(), header.encoding().bytesPerValue())) {
            passing.add(new Part(header.firstSample(), header.sampleCount(), payload));
            sizeBytes += payload.sizeBytes() + OVERHEAD_BYTES;
        }
        makeRoom();
    }

    /** Whether a snapshot of this size may be kept at all. */
    boolean fits(long samples, long classes, int bytesPerValue) {
        return samples * classes * bytesPerValue + OVERHEAD_BYTES <= mostBytes;
    }

    /** All chunks of a snapshot of which this many samples came; empty if not all of them are here. */
    Optional<List<Part>> whole(SnapshotKey key, int samples) {
        Passing passing = byRun.get(key.run());
        return passing != null && passing.key.equals(key) && passing.samples == samples
                ? Optional.of(List.copyOf(passing.parts))
                : Optional.empty();
    }

    /** Forgets a snapshot that was measured or given up. */
    void drop(SnapshotKey key) {
        Passing passing = byRun.get(key.run());
        if (passing != null && passing.key.equals(key)) {
            byRun.remove(key.run());
            sizeBytes -= passing.sizeBytes;
        }
    }

    long sizeBytes() {
        return sizeBytes;
    }

    long mostBytes() {
        return mostBytes;
    }

    private void makeRoom() {
        Iterator<Passing> longest = byRun.values().iterator();
        while ((sizeBytes > mostBytes || byRun.size() > mostRuns) && longest.hasNext()) {
            sizeBytes -= longest.next().sizeBytes;
            longest.remove();
        }
    }

    private static boolean isNewer(SnapshotKey kept, SnapshotKey than) {
        return kept.attempt() > than.attempt()
                || (kept.attempt() == than.attempt()
                        && kept.probeSet().equals(than.probeSet())
                        && kept.step() > than.step());
    }

    private static final class Passing {
        private final SnapshotKey key;
        private final List<Part> parts = new ArrayList<>();
        private int samples;
        private long sizeBytes;

        Passing(SnapshotKey key) {
            this.key = key;
        }

        void add(Part part) {
            parts.add(part);
            samples += part.count;
            sizeBytes += part.payload.sizeBytes() + OVERHEAD_BYTES;
        }
    }
}
