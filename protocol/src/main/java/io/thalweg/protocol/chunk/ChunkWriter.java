package io.thalweg.protocol.chunk;

import io.thalweg.protocol.Expect;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes chunks. Rows are row-major, {@code sampleCount x classes}; they are written as they are, so that a network that
 * has become non-finite can be reported: NaN and infinity stay what they are, and as an amplitude a negative probability
 * becomes NaN. One allocation a chunk: its bytes. Thread-safe.
 */
public final class ChunkWriter {
    private ChunkWriter() {}

    /**
     * Bytes of the chunk that {@code header} describes.
     *
     * @throws IllegalArgumentException when it is more than an array can hold
     */
    public static int sizeBytes(ChunkHeader header) {
        long size = Math.addExact(ChunkLayout.headerLength(header.run()), header.payloadBytes());
        Expect.that(size <= Integer.MAX_VALUE - 8, "size of the chunk in bytes", size, "at most an array");
        return (int) size;
    }

    /**
     * A chunk of probabilities.
     *
     * @param rows probabilities; the chunk's first sample begins at {@code offset}
     * @throws IllegalArgumentException when there are fewer values than the header says
     */
    public static byte[] probabilities(ChunkHeader header, float[] rows, int offset) {
        return probabilities(header, FloatBuffer.wrap(rows, offset, rows.length - offset));
    }

    /**
     * A chunk of probabilities from a buffer, whose position is the chunk's first sample and stays where it is.
     *
     * @throws IllegalArgumentException when there are fewer values than the header says
     */
    public static byte[] probabilities(ChunkHeader header, FloatBuffer rows) {
        byte[] chunk = chunk(header, rows.remaining());
        int at = ChunkLayout.headerLength(header.run());
        int from = rows.position();
        int end = from + (int) header.values();
        if (header.encoding() == Encoding.FLOAT16_AMPLITUDES) {
            for (int i = from; i < end; i++, at += Short.BYTES) {
                ChunkLayout.SHORT.set(chunk, at, HalfFloat.ofRoot(rows.get(i)));
            }
        } else {
            for (int i = from; i < end; i++, at += Float.BYTES) {
                ChunkLayout.FLOAT.set(chunk, at, rows.get(i));
            }
        }
        return sealed(header, chunk);
    }

    /**
     * A chunk from amplitudes sqrt(p); float32 probabilities are their squares.
     *
     * @param rows amplitudes; the chunk's first sample begins at {@code offset}
     * @throws IllegalArgumentException when there are fewer values than the header says
     */
    public static byte[] amplitudes(ChunkHeader header, float[] rows, int offset) {
        byte[] chunk = chunk(header, rows.length - (long) offset);
        int at = ChunkLayout.headerLength(header.run());
        int end = offset + (int) header.values();
        if (header.encoding() == Encoding.FLOAT16_AMPLITUDES) {
            for (int i = offset; i < end; i++, at += Short.BYTES) {
                ChunkLayout.SHORT.set(chunk, at, HalfFloat.of(rows[i]));
            }
        } else {
            for (int i = offset; i < end; i++, at += Float.BYTES) {
                ChunkLayout.FLOAT.set(chunk, at, rows[i] * rows[i]);
            }
        }
        return sealed(header, chunk);
    }

    private static byte[] chunk(ChunkHeader header, long available) {
        Expect.that(
                available >= header.values(), "number of values in the rows", available, "at least " + header.values());
        return new byte[sizeBytes(header)];
    }

    /** Writes the header around the payload; the checksums last, over what they cover. */
    private static byte[] sealed(ChunkHeader header, byte[] chunk) {
        int payloadAt = ChunkLayout.headerLength(header.run());
        byte[] run = header.run().value().getBytes(StandardCharsets.US_ASCII);
        ByteBuffer.wrap(chunk)
                .put(ChunkLayout.PROBE_SET_AT, header.probeSet().bytes())
                .put(ChunkLayout.RUN_AT, run);
        chunk[ChunkLayout.ENCODING_AT] = (byte) header.encoding().code();
        ChunkLayout.SHORT.set(chunk, ChunkLayout.VERSION_AT, (short) ChunkLayout.VERSION);
        ChunkLayout.SHORT.set(chunk, ChunkLayout.HEADER_LENGTH_AT, (short) payloadAt);
        ChunkLayout.SHORT.set(chunk, ChunkLayout.RUN_LENGTH_AT, (short) run.length);
        ChunkLayout.INT.set(chunk, ChunkLayout.MAGIC_AT, ChunkLayout.MAGIC);
        ChunkLayout.INT.set(chunk, ChunkLayout.ATTEMPT_AT, header.attempt());
        ChunkLayout.LONG.set(chunk, ChunkLayout.STEP_AT, header.step());
        ChunkLayout.INT.set(chunk, ChunkLayout.CLASSES_AT, header.classes());
        ChunkLayout.INT.set(chunk, ChunkLayout.TOTAL_SAMPLES_AT, header.totalSamples());
        ChunkLayout.INT.set(chunk, ChunkLayout.FIRST_SAMPLE_AT, header.firstSample());
        ChunkLayout.INT.set(chunk, ChunkLayout.SAMPLE_COUNT_AT, header.sampleCount());
        ChunkLayout.LONG.set(chunk, ChunkLayout.PUBLISHED_AT, header.publishedAtMicros());
        ChunkLayout.INT.set(chunk, ChunkLayout.PAYLOAD_CRC_AT, ChunkLayout.crc(chunk, payloadAt, chunk.length));
        ChunkLayout.INT.set(chunk, ChunkLayout.HEADER_CRC_AT, ChunkLayout.headerCrc(chunk, run.length));
        return chunk;
    }
}
