package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.chunk.ChunkResult.Accepted;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class PayloadCheckTest {
    private static final float NAN = Float.NaN;
    private static final float INFINITE = Float.POSITIVE_INFINITY;

    static Stream<Arguments> unusable() {
        return Stream.of(Encoding.values())
                .flatMap(encoding -> Stream.of(
                        Arguments.of(encoding, new float[] {0.5f, 0.5f, NAN, 1}, RejectionReason.NON_FINITE),
                        Arguments.of(encoding, new float[] {0.5f, 0.5f, 0, INFINITE}, RejectionReason.NON_FINITE),
                        Arguments.of(
                                encoding, new float[] {0.5f, 0.5f, -INFINITE, INFINITE}, RejectionReason.NON_FINITE),
                        Arguments.of(encoding, new float[] {0.5f, 0.5f, 0, 0}, RejectionReason.UNNORMALISED),
                        Arguments.of(encoding, new float[] {0.5f, 0.5f, 0.5f, 0.507f}, RejectionReason.UNNORMALISED),
                        Arguments.of(encoding, new float[] {0.5f, 0.5f, 3, 4}, RejectionReason.UNNORMALISED)));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void unusableRowsAreNamed(Encoding encoding, float[] rows, RejectionReason reason) {
        PayloadCheck check = check(encoding, rows);
        assertEquals(Optional.of(reason), check.rejection());
        assertEquals(1, check.worstRow());
        assertTrue(check.detail().contains("row 1"), check.detail());
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void oneHotRowsAreNormal(Encoding encoding) {
        PayloadCheck check = check(encoding, new float[] {1, 0, 0, 1});
        assertEquals(new PayloadCheck(true, true, 0, 0), check);
        assertEquals(Optional.empty(), check.rejection());
    }

    @Test
    void negativeProbabilityIsUnnormalisedAlthoughItsRowSumsToOne() {
        PayloadCheck check = check(Encoding.FLOAT32_PROBABILITIES, new float[] {1, 0, -0.25f, 1.25f});
        assertEquals(Optional.of(RejectionReason.UNNORMALISED), check.rejection());
        assertTrue(check.detail().contains("negative"), check.detail());
    }

    @Test
    void negativeAmplitudeIsUnnormalised() {
        ChunkHeader header = Chunks.whole("a", 1, 2, Encoding.FLOAT16_AMPLITUDES);
        byte[] chunk = ChunkWriter.amplitudes(header, new float[] {-1, 0}, 0);
        assertEquals(Optional.of(RejectionReason.UNNORMALISED), decode(chunk, 2).rejection());
    }

    @Test
    void negativeZeroIsZero() {
        assertEquals(
                Optional.empty(),
                check(Encoding.FLOAT32_PROBABILITIES, new float[] {1, -0f, -0f, 1})
                        .rejection());
    }

    @Test
    void negativeProbabilityCannotBeAnAmplitude() {
        PayloadCheck check = check(Encoding.FLOAT16_AMPLITUDES, new float[] {1, 0, -0.25f, 1.25f});
        assertEquals(Optional.of(RejectionReason.NON_FINITE), check.rejection());
    }

    @Test
    void uniformRowsOfManyClassesAreNormal() {
        float[] rows = new float[100_000];
        Arrays.fill(rows, 1e-5f);
        byte[] chunk = ChunkWriter.probabilities(Chunks.whole("a", 1, 100_000, Encoding.FLOAT16_AMPLITUDES), rows, 0);
        PayloadCheck check = decode(chunk, 100_000);
        assertTrue(check.worstDeviation() <= PayloadCheck.NORMAL_DEVIATION, check.toString());
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void checksOfPartsJoinToThatOfTheWhole(Encoding encoding) {
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 200; i++) {
            float[] rows = new float[14];
            for (int n = 0; n < 7; n++) {
                rows[2 * n] = random.nextInt(12) == 0 ? NAN : random.nextInt(12) == 0 ? -0.25f : 1;
                rows[2 * n + 1] = random.nextInt(4) * 1e-3f;
            }
            ChunkPayload payload = payload(ChunkWriter.probabilities(Chunks.whole("a", 7, 2, encoding), rows, 0));
            int cut = random.nextInt(1, 7);

            float[] whole = new float[14];
            float[] first = new float[2 * cut];
            float[] rest = new float[14 - 2 * cut];
            PayloadCheck expected = payload.amplitudes(whole);
            PayloadCheck joined = payload.amplitudes(0, cut, first).and(payload.amplitudes(cut, 7 - cut, rest));

            assertEquals(expected, joined);
            assertArrayEquals(Arrays.copyOf(whole, 2 * cut), first);
            assertArrayEquals(Arrays.copyOfRange(whole, 2 * cut, 14), rest);
        }
    }

    private static PayloadCheck check(Encoding encoding, float[] rows) {
        return decode(ChunkWriter.probabilities(Chunks.whole("a", 2, 2, encoding), rows, 0), 4);
    }

    private static PayloadCheck decode(byte[] chunk, int values) {
        return payload(chunk).amplitudes(new float[values]);
    }

    private static ChunkPayload payload(byte[] chunk) {
        return ((Accepted) ChunkReader.read(chunk)).payload();
    }
}
