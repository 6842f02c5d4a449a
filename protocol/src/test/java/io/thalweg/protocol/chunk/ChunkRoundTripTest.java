package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.chunk.ChunkResult.Accepted;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkRoundTripTest {
    static Stream<Arguments> shapes() {
        return Stream.of(Encoding.values())
                .flatMap(encoding -> Stream.of(
                                new int[] {1, 2}, new int[] {13, 3}, new int[] {207, 10}, new int[] {3, 4098})
                        .map(shape -> Arguments.of(encoding, shape[0], shape[1])));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void headerSurvives(Encoding encoding, int samples, int classes) {
        ChunkHeader header = Chunks.whole("r".repeat(1 + samples % 128), samples, classes, encoding);
        byte[] chunk = ChunkWriter.probabilities(header, new float[samples * classes], 0);
        assertEquals(header, accepted(chunk).header());
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void amplitudesAreWithinTheEncodingsRounding(Encoding encoding, int samples, int classes) {
        float[] rows = Chunks.rows(samples, classes, new SplittableRandom(samples));
        byte[] chunk = ChunkWriter.probabilities(Chunks.whole("a", samples, classes, encoding), rows, 0);
        float[] amplitudes = new float[rows.length];
        PayloadCheck check = accepted(chunk).payload().amplitudes(amplitudes);
        double bound = encoding == Encoding.FLOAT16_AMPLITUDES ? 0x1p-11 : 0x1p-24;
        for (int i = 0; i < rows.length; i++) {
            double exact = Math.sqrt(rows[i]);
            assertEquals(exact, amplitudes[i], bound * Math.max(exact, 0x1p-14));
        }
        assertEquals(Optional.empty(), check.rejection());
        assertTrue(check.worstDeviation() <= PayloadCheck.NORMAL_DEVIATION, check.toString());
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void arraysAndBuffersOfEitherKindGiveTheSameBytes(Encoding encoding) {
        float[] rows = Chunks.rows(20, 7, new SplittableRandom(5));
        ChunkHeader second = Chunks.whole("a", 20, 7, encoding).withSamples(4, 9);
        FloatBuffer direct = ByteBuffer.allocateDirect(4 * rows.length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer()
                .put(rows)
                .position(4 * 7);
        byte[] fromArray = ChunkWriter.probabilities(second, rows, 4 * 7);
        assertArrayEquals(fromArray, ChunkWriter.probabilities(second, direct));
        assertArrayEquals(
                fromArray,
                ChunkWriter.probabilities(
                        second, FloatBuffer.wrap(rows).position(4 * 7).slice()));
        assertEquals(4 * 7, direct.position());
    }

    @Test
    void amplitudesThatAreGivenAreRoundedAsTheyAre() {
        float[] amplitudes = {1, 0, 0.6f, 0.8f};
        ChunkHeader header = Chunks.whole("a", 2, 2, Encoding.FLOAT16_AMPLITUDES);
        float[] read = new float[4];
        accepted(ChunkWriter.amplitudes(header, amplitudes, 0)).payload().amplitudes(read);
        assertArrayEquals(new float[] {1, 0, 0x1.334p-1f, 0x1.998p-1f}, read);
    }

    @Test
    void amplitudesBecomeProbabilitiesBySquaring() {
        ChunkHeader header = Chunks.whole("a", 1, 2, Encoding.FLOAT32_PROBABILITIES);
        byte[] chunk = ChunkWriter.amplitudes(header, new float[] {0.6f, 0.8f}, 0);
        assertArrayEquals(ChunkWriter.probabilities(header, new float[] {0.6f * 0.6f, 0.8f * 0.8f}, 0), chunk);
    }

    @Test
    void squareRootIsRoundedOnce() {
        // sqrt(p) lies a hair above the tie 1 + 2^-11, on which a square root in single precision would land.
        float p = Math.nextUp((float) ((1 + 0x1p-11) * (1 + 0x1p-11)));
        ChunkHeader header = Chunks.whole("a", 1, 2, Encoding.FLOAT16_AMPLITUDES);
        float[] read = new float[2];
        accepted(ChunkWriter.probabilities(header, new float[] {p, 0}, 0))
                .payload()
                .amplitudes(read);
        assertEquals((float) (1 + 0x1p-11), (float) Math.sqrt(p));
        assertEquals((float) (1 + 0x1p-10), read[0]);
    }

    @Test
    void longerHeaderOfALaterMinorRevisionIsSkipped() {
        float[] rows = Chunks.rows(3, 4, new SplittableRandom(8));
        byte[] chunk = ChunkWriter.probabilities(Chunks.whole("abc", 3, 4, Encoding.FLOAT16_AMPLITUDES), rows, 0);
        int payloadAt = ChunkLayout.unsignedShort(chunk, ChunkLayout.HEADER_LENGTH_AT);
        ByteBuffer longer = ByteBuffer.allocate(chunk.length + 16);
        longer.put(chunk, 0, payloadAt).putLong(-1).putLong(-1).put(chunk, payloadAt, chunk.length - payloadAt);
        ChunkLayout.SHORT.set(longer.array(), ChunkLayout.HEADER_LENGTH_AT, (short) (payloadAt + 16));
        float[] read = new float[12];
        float[] plain = new float[12];
        accepted(Chunks.resealed(longer.array())).payload().amplitudes(read);
        accepted(chunk).payload().amplitudes(plain);
        assertArrayEquals(plain, read);
    }

    @Test
    void tooFewValuesAreRefusedByName() {
        ChunkHeader header = Chunks.whole("a", 3, 4, Encoding.FLOAT16_AMPLITUDES);
        var refusal =
                assertThrows(IllegalArgumentException.class, () -> ChunkWriter.probabilities(header, new float[13], 2));
        assertEquals("number of values in the rows is 11; expected at least 12", refusal.getMessage());
    }

    @Test
    void chunkBeyondAnArrayIsRefusedByName() {
        ChunkHeader huge = Chunks.whole("a", 4, 4, Encoding.FLOAT32_PROBABILITIES);
        ChunkHeader beyond = new ChunkHeader(
                huge.run(),
                0,
                0,
                huge.probeSet(),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                0,
                Integer.MAX_VALUE,
                Encoding.FLOAT32_PROBABILITIES,
                0);
        assertThrows(IllegalArgumentException.class, () -> ChunkWriter.sizeBytes(beyond));
    }

    @Test
    void shortTargetIsRefused() {
        ChunkHeader header = Chunks.whole("a", 3, 4, Encoding.FLOAT16_AMPLITUDES);
        ChunkPayload payload =
                accepted(ChunkWriter.probabilities(header, new float[12], 0)).payload();
        assertThrows(IllegalArgumentException.class, () -> payload.amplitudes(new float[11]));
        assertThrows(IllegalArgumentException.class, () -> payload.amplitudes(1, 2, new float[7]));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "0, 4", "3, 1", "2, 2"})
    void rowsThatAreNotThereAreRefused(int firstRow, int rows) {
        ChunkHeader header = Chunks.whole("a", 3, 4, Encoding.FLOAT16_AMPLITUDES);
        ChunkPayload payload =
                accepted(ChunkWriter.probabilities(header, new float[12], 0)).payload();
        assertThrows(IllegalArgumentException.class, () -> payload.amplitudes(firstRow, rows, new float[12]));
    }

    private static Accepted accepted(byte[] chunk) {
        return (Accepted) ChunkReader.read(chunk);
    }
}
