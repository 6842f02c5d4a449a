package io.thalweg.protocol.chunk;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.RunId;
import java.util.SplittableRandom;

/** Chunks for tests. */
final class Chunks {
    static final long PUBLISHED = 1_795_443_420_123_456L;

    private Chunks() {}

    static ChunkHeader whole(String run, int samples, int classes, Encoding encoding) {
        ProbeSet probes = ProbeSet.of(new int[samples], classes);
        SnapshotKey key = new SnapshotKey(new RunId(run), 2, 1L << 40, probes.id());
        return ChunkHeader.whole(key, classes, samples, encoding, PUBLISHED);
    }

    /** Rows that sum to one, with exact zeros among them as float32 softmax makes them. */
    static float[] rows(int samples, int classes, SplittableRandom random) {
        float[] rows = new float[samples * classes];
        for (int n = 0; n < samples; n++) {
            double sum = 0;
            double[] weights = new double[classes];
            for (int c = 0; c < classes; c++) {
                weights[c] = c > 0 && random.nextInt(20) == 0 ? 0 : Math.exp(12 * random.nextDouble() - 6);
                sum += weights[c];
            }
            for (int c = 0; c < classes; c++) {
                rows[n * classes + c] = (float) (weights[c] / sum);
            }
        }
        return rows;
    }

    /** Writes both checksums anew, so that a forged header is read beyond them. */
    static byte[] resealed(byte[] chunk) {
        if (chunk.length < ChunkLayout.RUN_AT) {
            return chunk;
        }
        int payloadAt = Math.min(ChunkLayout.unsignedShort(chunk, ChunkLayout.HEADER_LENGTH_AT), chunk.length);
        int runLength = ChunkLayout.unsignedShort(chunk, ChunkLayout.RUN_LENGTH_AT);
        ChunkLayout.INT.set(chunk, ChunkLayout.PAYLOAD_CRC_AT, ChunkLayout.crc(chunk, payloadAt, chunk.length));
        if (ChunkLayout.RUN_AT + runLength <= chunk.length) {
            ChunkLayout.INT.set(chunk, ChunkLayout.HEADER_CRC_AT, ChunkLayout.headerCrc(chunk, runLength));
        }
        return chunk;
    }

    static byte[] withInt(byte[] chunk, int at, int value) {
        byte[] copy = chunk.clone();
        ChunkLayout.INT.set(copy, at, value);
        return resealed(copy);
    }
}
