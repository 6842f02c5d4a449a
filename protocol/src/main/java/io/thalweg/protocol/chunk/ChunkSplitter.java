package io.thalweg.protocol.chunk;

import io.thalweg.protocol.Expect;
import java.util.ArrayList;
import java.util.List;

/** Splits a snapshot into chunks of whole samples, each small enough for a broker with default limits. */
public final class ChunkSplitter {
    /** The size a chunk aims to stay under, header included. */
    public static final int MAX_CHUNK_BYTES = 900_000;

    private ChunkSplitter() {}

    /**
     * The headers of the chunks of the snapshot that {@code whole} describes, in order.
     *
     * @throws IllegalArgumentException when one sample alone exceeds {@link #MAX_CHUNK_BYTES}
     */
    public static List<ChunkHeader> split(ChunkHeader whole) {
        return split(whole, MAX_CHUNK_BYTES);
    }

    /**
     * The same with another limit.
     *
     * @throws IllegalArgumentException when one sample alone exceeds {@code maxBytes}
     */
    public static List<ChunkHeader> split(ChunkHeader whole, int maxBytes) {
        long sampleBytes = (long) whole.classes() * whole.encoding().bytesPerValue();
        long samples = (maxBytes - ChunkLayout.headerLength(whole.run())) / sampleBytes;
        Expect.that(samples >= 1, "bytes of one sample", sampleBytes, "at most a chunk of " + maxBytes + " bytes");
        List<ChunkHeader> chunks = new ArrayList<>();
        int end = whole.firstSample() + whole.sampleCount();
        for (int first = whole.firstSample(); first < end; ) {
            int count = (int) Math.min(samples, end - first);
            chunks.add(whole.withSamples(first, count));
            first += count;
        }
        return List.copyOf(chunks);
    }
}
