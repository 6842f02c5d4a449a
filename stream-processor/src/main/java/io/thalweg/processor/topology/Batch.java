package io.thalweg.processor.topology;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkPayload;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.PayloadCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Chunks of the same samples that are decoded, and folded in one pass. A chunk is known by the identity of its record's bytes.
 * Filled by one thread, run by that or another, and read when it has run.
 */
final class Batch implements Runnable {
    static final int MOST = DistanceKernel.MOST_SNAPSHOTS;
    /** Of decoded amplitudes, 16 MiB: it bounds a batch of large chunks. */
    private static final long MOST_VALUES = 4L << 20;

    private final SnapshotAccumulator accumulator;
    private final float[][] amplitudes;
    private final ChunkHeader header;
    private final List<Member> members = new ArrayList<>(MOST);

    /**
     * An empty batch.
     *
     * @param accumulator that nothing else uses before it has run
     * @param amplitudes scratch space for {@link #MOST} chunks, likewise; grows
     * @param header of a chunk that covers the samples
     */
    Batch(SnapshotAccumulator accumulator, float[][] amplitudes, ChunkHeader header) {
        this.accumulator = accumulator;
        this.amplitudes = amplitudes;
        this.header = header;
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
        long most = Math.max(1, MOST_VALUES / ((long) header.sampleCount() * header.classes()));
        return (int) Math.min(MOST, most) - members.size();
    }

    /** Adds a chunk, and empty sums for it. */
    void add(byte[] record, ChunkResult.Accepted chunk, SnapshotSums sums) {
        members.add(new Member(record, chunk.payload(), sums));
    }

    boolean holds(byte[] record) {
        return members.stream().anyMatch(member -> member.record == record);
    }

    int size() {
        return members.size();
    }

    /** What was added; of use when the batch has run. */
    List<Member> members() {
        return members;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        List<Member> sound = new ArrayList<>(MOST);
        SnapshotSums[] sums = new SnapshotSums[members.size()];
        for (Member member : members) {
            int place = sound.size();
            if (amplitudes[place].length < member.payload.values()) {
                amplitudes[place] = new float[member.payload.values()];
            }
            PayloadCheck check = member.payload.amplitudes(amplitudes[place]);
            if (check.rejection().isPresent()) {
                member.folded = new FoldedChunk.Unusable(check);
            } else {
                sums[place] = member.sums;
                sound.add(member);
            }
        }
        if (!sound.isEmpty()) {
            accumulator.add(amplitudes, sound.size(), header.firstSample(), header.sampleCount(), sums);
        }
        long nanos = (System.nanoTime() - start) / members.size();
        sound.forEach(member -> member.folded = new FoldedChunk.Folded(member.sums, nanos));
    }

    /** A chunk, and when it was folded, what came of it. */
    static final class Member {
        private final byte[] record;
        private final ChunkPayload payload;
        private final SnapshotSums sums;
        private @Nullable FoldedChunk folded;

        private Member(byte[] record, ChunkPayload payload, SnapshotSums sums) {
            this.record = record;
            this.payload = payload;
            this.sums = sums;
        }

        byte[] record() {
            return record;
        }

        SnapshotSums sums() {
            return sums;
        }

        FoldedChunk folded() {
            return Objects.requireNonNull(folded, "the batch has not run");
        }
    }
}
