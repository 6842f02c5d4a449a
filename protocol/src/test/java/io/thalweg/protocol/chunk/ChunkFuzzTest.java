package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.thalweg.protocol.chunk.ChunkResult.Accepted;
import io.thalweg.protocol.chunk.ChunkResult.Rejected;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random, cut, flipped and forged chunks. More of them: {@code -Dthalweg.fuzz.inputs=50000000}, other ones: {@code
 * -Dthalweg.fuzz.seed=7}.
 */
class ChunkFuzzTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int[] NASTY = {
        0,
        1,
        2,
        3,
        7,
        88,
        0x7fff,
        0x8000,
        0xffff,
        0x10000,
        1 << 20,
        1 << 28,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Integer.MIN_VALUE + 1,
        -2,
        -1,
        0x7fc00000,
        0x7f800000,
        0xff800000,
        0x80000000
    };

    private final SplittableRandom random = new SplittableRandom(Long.getLong("thalweg.fuzz.seed", 20261123));
    private final byte[][] good = goodChunks();
    private final float[] target = new float[1 << 12];
    private final Map<RejectionReason, Integer> rejected = new EnumMap<>(RejectionReason.class);
    private long allocatedMost;
    private int accepted;
    private int unusable;

    @Test
    void everyInputIsAcceptedOrRefusedByName() {
        long inputs = Long.getLong("thalweg.fuzz.inputs", 200_000);
        for (long i = 0; i < inputs; i++) {
            byte[] original = good[random.nextInt(good.length)];
            int kind = random.nextInt(8);
            byte[] input = mutated(kind, original);
            try {
                check(input, kind == 3 ? original : input);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("input " + i + ": " + HexFormat.of().formatHex(input), e);
            }
        }
        System.out.println("fuzz: " + inputs + " inputs, accepted " + accepted + " of which unusable " + unusable
                + ", refused " + rejected + ", most allocated by one read " + allocatedMost + " bytes");
        assertTrue(
                allocatedMost <= ChunkAllocationTest.HEADER_ALLOWANCE, allocatedMost + " bytes allocated by one read");
        // The generator must reach every refusal that reading can give, or it proves little.
        assertTrue(rejected.size() >= 5 && accepted > 0 && unusable > 0, rejected.toString());
    }

    private void check(byte[] input, byte[] original) {
        ChunkResult result = ChunkReader.read(input);
        // Measured on a second reading: the first may link a class or a call site, which the JVM counts as well.
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ChunkReader.read(input);
        allocatedMost = Math.max(allocatedMost, THREADS.getCurrentThreadAllocatedBytes() - before);
        if (result instanceof Accepted taken) {
            accepted++;
            checkAccepted(taken, input, original);
        } else if (result instanceof Rejected refused) {
            rejected.merge(refused.reason(), 1, Integer::sum);
            assertTrue(refused.detail().length() < 200 && !refused.detail().contains("\n"), refused.detail());
        }
    }

    private void checkAccepted(Accepted taken, byte[] input, byte[] original) {
        ChunkHeader header = taken.header();
        ChunkPayload payload = taken.payload();
        assertEquals(header.payloadBytes(), payload.sizeBytes());
        assertEquals(header.values(), payload.values());
        assertTrue(payload.sizeBytes() < input.length);
        assertTrue((long) header.firstSample() + header.sampleCount() <= header.totalSamples());
        PayloadCheck check = payload.amplitudes(target);
        assertEquals(check.finite(), allFinite(payload.values()) || hidesNegative(check));
        unusable += check.rejection().isPresent() ? 1 : 0;
        if (original != input) {
            // Flips that go through can only have hit the padding, which means nothing.
            assertEquals(((Accepted) ChunkReader.read(original)).header(), header);
            int size = payload.sizeBytes();
            assertTrue(Arrays.equals(
                    original, original.length - size, original.length, input, input.length - size, input.length));
        }
    }

    /** A negative probability has no amplitude: NaN in the target, although the payload was finite. */
    private static boolean hidesNegative(PayloadCheck check) {
        return check.finite() && !check.nonNegative();
    }

    private boolean allFinite(int values) {
        for (int i = 0; i < values; i++) {
            if (!Float.isFinite(target[i])) {
                return false;
            }
        }
        return true;
    }

    private byte[] mutated(int kind, byte[] original) {
        return switch (kind) {
            case 0 -> noise(random.nextInt(300));
            case 1 -> noiseAfter(original, random.nextInt(Math.min(original.length, 100)));
            case 2 -> Arrays.copyOf(original, random.nextInt(original.length + 32));
            case 3 -> flipped(original, 1 + random.nextInt(3));
            case 4 -> Chunks.resealed(flipped(original, 1 + random.nextInt(8)));
            case 5 -> Chunks.resealed(forged(original, ChunkLayout.VERSION_AT, ChunkLayout.PAYLOAD_CRC_AT));
            case 6 -> Chunks.resealed(forged(original, ChunkLayout.CLASSES_AT, ChunkLayout.PUBLISHED_AT));
            default -> Chunks.resealed(forged(original, ChunkLayout.RUN_AT, original.length));
        };
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] noiseAfter(byte[] original, int from) {
        byte[] bytes = noise(original.length);
        System.arraycopy(original, 0, bytes, 0, from);
        return bytes;
    }

    private byte[] flipped(byte[] original, int bits) {
        byte[] bytes = original.clone();
        for (int i = 0; i < bits; i++) {
            int bit = random.nextInt(8 * bytes.length);
            bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        return bytes;
    }

    private byte[] forged(byte[] original, int from, int to) {
        byte[] bytes = original.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = Math.min(from + random.nextInt((to - from) / 4 + 1) * 4, bytes.length - 4);
            int value = random.nextInt(4) == 0 ? random.nextInt() : NASTY[random.nextInt(NASTY.length)];
            if (random.nextBoolean()) {
                ChunkLayout.INT.set(bytes, at, value);
            } else {
                ChunkLayout.SHORT.set(bytes, at + 2 * random.nextInt(2), (short) value);
            }
        }
        return bytes;
    }

    private byte[][] goodChunks() {
        byte[][] chunks = new byte[32][];
        for (int i = 0; i < chunks.length; i++) {
            int samples = 1 + random.nextInt(12);
            int classes = 2 + random.nextInt(12);
            String run = "fuzzed-run.".repeat(12).substring(0, 1 + random.nextInt(128));
            Encoding encoding = i % 2 == 0 ? Encoding.FLOAT32_PROBABILITIES : Encoding.FLOAT16_AMPLITUDES;
            float[] rows = Chunks.rows(samples, classes, random);
            chunks[i] = ChunkWriter.probabilities(Chunks.whole(run, samples, classes, encoding), rows, 0);
        }
        return chunks;
    }
}
