package io.thalweg.protocol.chunk;

import static io.thalweg.protocol.chunk.RejectionReason.BAD_RUN_ID;
import static io.thalweg.protocol.chunk.RejectionReason.BAD_SHAPE;
import static io.thalweg.protocol.chunk.RejectionReason.CHECKSUM;
import static io.thalweg.protocol.chunk.RejectionReason.MALFORMED;
import static io.thalweg.protocol.chunk.RejectionReason.OVERSIZED;
import static io.thalweg.protocol.chunk.RejectionReason.UNSUPPORTED_VERSION;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkResult.Rejected;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkRejectionTest {
    private static final int SAMPLES = 5;
    private static final int CLASSES = 3;
    private static final byte[] GOOD = ChunkWriter.probabilities(
            Chunks.whole("run.1", SAMPLES, CLASSES, Encoding.FLOAT32_PROBABILITIES),
            Chunks.rows(SAMPLES, CLASSES, new SplittableRandom(1)),
            0);

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of("nothing", new byte[0], MALFORMED),
                Arguments.of("shorter than a header", Arrays.copyOf(GOOD, 87), MALFORMED),
                Arguments.of("other magic", Chunks.withInt(GOOD, ChunkLayout.MAGIC_AT, 0x4b4e554a), MALFORMED),
                Arguments.of("last byte missing", Arrays.copyOf(GOOD, GOOD.length - 1), MALFORMED),
                Arguments.of("a byte too many", Arrays.copyOf(GOOD, GOOD.length + 1), MALFORMED),
                Arguments.of("version 2", withShort(ChunkLayout.VERSION_AT, 2), UNSUPPORTED_VERSION),
                Arguments.of("encoding 9", withByte(ChunkLayout.ENCODING_AT, 9), UNSUPPORTED_VERSION),
                Arguments.of("a flag", withByte(ChunkLayout.FLAGS_AT, 1), UNSUPPORTED_VERSION),
                Arguments.of("header beyond the record", withShort(ChunkLayout.HEADER_LENGTH_AT, 65535), MALFORMED),
                Arguments.of("header within its fixed part", withShort(ChunkLayout.HEADER_LENGTH_AT, 8), MALFORMED),
                Arguments.of("run id beyond the header", withShort(ChunkLayout.RUN_LENGTH_AT, 65535), MALFORMED),
                Arguments.of("no run id", withShort(ChunkLayout.RUN_LENGTH_AT, 0), BAD_RUN_ID),
                Arguments.of("run id with a space", withByte(ChunkLayout.RUN_AT + 3, ' '), BAD_RUN_ID),
                Arguments.of("run id with a zero", withByte(ChunkLayout.RUN_AT + 4, 0), BAD_RUN_ID),
                Arguments.of("run id with a byte beyond ASCII", withByte(ChunkLayout.RUN_AT, 0xe9), BAD_RUN_ID),
                Arguments.of("attempt 2^31", with(ChunkLayout.ATTEMPT_AT, Integer.MIN_VALUE), MALFORMED),
                Arguments.of("step 2^63", with(ChunkLayout.STEP_AT + 4, Integer.MIN_VALUE), MALFORMED),
                Arguments.of("no classes", with(ChunkLayout.CLASSES_AT, 0), BAD_SHAPE),
                Arguments.of("one class", with(ChunkLayout.CLASSES_AT, 1), BAD_SHAPE),
                Arguments.of("2^31 classes", with(ChunkLayout.CLASSES_AT, Integer.MIN_VALUE), BAD_SHAPE),
                Arguments.of("2^31 - 1 classes", with(ChunkLayout.CLASSES_AT, Integer.MAX_VALUE), BAD_SHAPE),
                Arguments.of("no samples in all", with(ChunkLayout.TOTAL_SAMPLES_AT, 0), BAD_SHAPE),
                Arguments.of("2^31 samples in all", with(ChunkLayout.TOTAL_SAMPLES_AT, Integer.MIN_VALUE), BAD_SHAPE),
                Arguments.of("no samples", with(ChunkLayout.SAMPLE_COUNT_AT, 0), BAD_SHAPE),
                Arguments.of("2^32 - 1 samples", with(ChunkLayout.SAMPLE_COUNT_AT, -1), BAD_SHAPE),
                Arguments.of(
                        "first sample that overflows", with(ChunkLayout.FIRST_SAMPLE_AT, Integer.MAX_VALUE), BAD_SHAPE),
                Arguments.of("first sample 2^32 - 1", with(ChunkLayout.FIRST_SAMPLE_AT, -1), BAD_SHAPE),
                Arguments.of("samples beyond the total", with(ChunkLayout.FIRST_SAMPLE_AT, 1), BAD_SHAPE),
                Arguments.of("more classes than the payload has", with(ChunkLayout.CLASSES_AT, 4), MALFORMED),
                Arguments.of("payload changed", flipped(GOOD.length - 1), CHECKSUM),
                Arguments.of("header changed", flipped(ChunkLayout.STEP_AT), CHECKSUM),
                Arguments.of("run id changed", flipped(ChunkLayout.RUN_AT), CHECKSUM),
                Arguments.of("more than a record may have", new byte[(1 << 20) + 1], OVERSIZED));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("bad")
    void badChunkIsRefusedByName(String what, byte[] chunk, RejectionReason reason) {
        Rejected rejected = assertInstanceOf(Rejected.class, ChunkReader.read(chunk), what);
        assertEquals(reason, rejected.reason(), rejected.detail());
        assertTrue(!rejected.detail().isBlank() && !rejected.detail().contains("\n"), rejected.detail());
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < GOOD.length; length++) {
            assertInstanceOf(Rejected.class, ChunkReader.read(Arrays.copyOf(GOOD, length)));
        }
    }

    @Test
    void everyBitFlipOutsideThePaddingIsRefused() {
        int paddingFrom = ChunkLayout.RUN_AT + 5;
        int payloadAt = ChunkLayout.headerLength(new RunId("run.1"));
        for (int bit = 0; bit < 8 * GOOD.length; bit++) {
            byte[] chunk = GOOD.clone();
            chunk[bit / 8] ^= (byte) (1 << (bit % 8));
            boolean padding = bit / 8 >= paddingFrom && bit / 8 < payloadAt;
            assertEquals(!padding, ChunkReader.read(chunk) instanceof Rejected, "bit " + bit);
        }
    }

    @Test
    void refusalNamesTheRunOnceItIsKnown() {
        Rejected rejected = (Rejected) ChunkReader.read(with(ChunkLayout.CLASSES_AT, 0));
        assertEquals(Optional.of(new RunId("run.1")), rejected.run());
    }

    private static byte[] with(int at, int value) {
        return Chunks.withInt(GOOD, at, value);
    }

    private static byte[] withShort(int at, int value) {
        byte[] copy = GOOD.clone();
        ChunkLayout.SHORT.set(copy, at, (short) value);
        return Chunks.resealed(copy);
    }

    private static byte[] withByte(int at, int value) {
        byte[] copy = GOOD.clone();
        copy[at] = (byte) value;
        return Chunks.resealed(copy);
    }

    private static byte[] flipped(int at) {
        byte[] copy = GOOD.clone();
        copy[at] ^= 0x10;
        return copy;
    }
}
