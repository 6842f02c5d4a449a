package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotEncoderTest {
    /** Half a unit in the last place of the largest halves below 1. */
    private static final float HALF_PRECISION = 0x1p-12f;

    private static final Instant NOW = Instant.parse("2026-11-23T14:17:00.123456Z");
    private final ProbeSet probeSet = Snapshots.probeSet(207, 13);

    @Test
    void headerNamesTheSnapshot() {
        List<byte[]> chunks = encoder(probeSet, Encoding.FLOAT16_AMPLITUDES)
                .probabilities(7, FloatBuffer.wrap(Snapshots.probabilities(probeSet, 1)));

        ChunkHeader header = Snapshots.accepted(chunks.get(0)).header();
        assertEquals(new SnapshotKey(description(probeSet).run(), 2, 7, probeSet.id()), header.snapshot());
        assertEquals(NOW.getEpochSecond() * 1_000_000 + 123_456, header.publishedAtMicros());
    }

    @ParameterizedTest
    @EnumSource
    void probabilitiesComeBackAsAmplitudes(Encoding encoding) {
        float[] probabilities = Snapshots.probabilities(probeSet, 2);

        List<byte[]> chunks = encoder(probeSet, encoding).probabilities(1, FloatBuffer.wrap(probabilities));

        assertArrayEquals(Snapshots.roots(probabilities), Snapshots.amplitudes(chunks), HALF_PRECISION);
    }

    @ParameterizedTest
    @EnumSource
    void logitsGiveTheirSoftmax(Encoding encoding) {
        float[] logits = Snapshots.logits(probeSet, 3);

        List<byte[]> chunks = encoder(probeSet, encoding).logits(1, FloatBuffer.wrap(logits));

        float[] expected = Snapshots.roots(Snapshots.softmax(logits, probeSet.classes()));
        assertArrayEquals(expected, Snapshots.amplitudes(chunks), HALF_PRECISION);
    }

    @Test
    void largeSnapshotIsSplitIntoWholeSamples() {
        ProbeSet large = Snapshots.probeSet(1100, 1000);
        float[] logits = Snapshots.logits(large, 4);

        List<byte[]> chunks = encoder(large, Encoding.FLOAT16_AMPLITUDES).logits(1, FloatBuffer.wrap(logits));

        assertEquals(3, chunks.size());
        float[] expected = Snapshots.roots(Snapshots.softmax(logits, 1000));
        assertArrayEquals(expected, Snapshots.amplitudes(chunks), HALF_PRECISION);
    }

    @Test
    void bufferIsReadFromItsPositionWhichStays() {
        float[] probabilities = Snapshots.probabilities(probeSet, 5);
        FloatBuffer direct = ByteBuffer.allocateDirect((probabilities.length + 3) * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        direct.position(3).put(probabilities).flip().position(3);

        List<byte[]> chunks =
                encoder(probeSet, Encoding.FLOAT32_PROBABILITIES).probabilities(1, direct.asReadOnlyBuffer());

        assertEquals(3, direct.position());
        assertArrayEquals(Snapshots.roots(probabilities), Snapshots.amplitudes(chunks), 1e-7f);
    }

    @Test
    void nonFiniteSnapshotIsEncodedAsItIs() {
        float[] probabilities = Snapshots.probabilities(probeSet, 6);
        probabilities[5] = Float.NaN;

        List<byte[]> chunks =
                encoder(probeSet, Encoding.FLOAT16_AMPLITUDES).probabilities(1, FloatBuffer.wrap(probabilities));

        assertTrue(Float.isNaN(Snapshots.amplitudes(chunks)[5]));
    }

    @Test
    void infiniteLogitMakesItsRowNaN() {
        float[] logits = Snapshots.logits(probeSet, 7);
        logits[0] = Float.POSITIVE_INFINITY;

        float[] amplitudes = Snapshots.amplitudes(
                encoder(probeSet, Encoding.FLOAT16_AMPLITUDES).logits(1, FloatBuffer.wrap(logits)));

        assertTrue(Float.isNaN(amplitudes[0]));
        assertTrue(Float.isFinite(amplitudes[probeSet.classes()]));
    }

    @Test
    void maskedLogitIsProbabilityZero() {
        float[] logits = Snapshots.logits(probeSet, 8);
        logits[0] = Float.NEGATIVE_INFINITY;

        float[] amplitudes = Snapshots.amplitudes(
                encoder(probeSet, Encoding.FLOAT16_AMPLITUDES).logits(1, FloatBuffer.wrap(logits)));

        assertEquals(0, amplitudes[0]);
    }

    @Test
    void wrongNumberOfValuesIsNamed() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class,
                () -> encoder(probeSet, Encoding.FLOAT16_AMPLITUDES).logits(1, FloatBuffer.allocate(5)));

        assertEquals("5 values, expected 2691 (207 samples x 13 classes)", refusal.getMessage());
    }

    @Test
    void logitsPassedAsProbabilitiesAreRefused() {
        FloatBuffer logits = FloatBuffer.wrap(Snapshots.logits(probeSet, 9));

        assertThrows(
                IllegalArgumentException.class,
                () -> encoder(probeSet, Encoding.FLOAT16_AMPLITUDES).probabilities(1, logits));
    }

    private static SnapshotEncoder encoder(ProbeSet probeSet, Encoding encoding) {
        return new SnapshotEncoder(description(probeSet), encoding, InstantSource.fixed(NOW));
    }

    private static RunDescription description(ProbeSet probeSet) {
        return RunDescription.of("resnet-a.s3", probeSet).withAttempt(2);
    }
}
