package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.thalweg.protocol.chunk.ChunkResult.Accepted;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What reading costs in memory, as the JVM counts it for this thread. */
class ChunkAllocationTest {
    /** Room for the header's values or a refusal's sentence; nothing that grows with what a chunk declares. */
    static final long HEADER_ALLOWANCE = 4096;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int SAMPLES = 22_000;
    private static final int CLASSES = 10;
    private static final float[] ROWS = Chunks.rows(SAMPLES, CLASSES, new SplittableRandom(3));

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void payloadIsNotCopied(Encoding encoding) {
        byte[] chunk = ChunkWriter.probabilities(Chunks.whole("run", SAMPLES, CLASSES, encoding), ROWS, 0);
        assertTrue(leastAllocation(() -> ChunkReader.read(chunk)) <= HEADER_ALLOWANCE);
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void decodingAllocatesNothingButItsResult(Encoding encoding) {
        byte[] chunk = ChunkWriter.probabilities(Chunks.whole("run", SAMPLES, CLASSES, encoding), ROWS, 0);
        ChunkPayload payload = ((Accepted) ChunkReader.read(chunk)).payload();
        float[] target = new float[SAMPLES * CLASSES];
        for (int warm = 0; warm < 20; warm++) {
            payload.amplitudes(target);
        }
        assertTrue(leastAllocation(() -> payload.amplitudes(target)) <= 256);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 1 << 30, 1 << 28})
    void declaredSizesAllocateNothing(int size) {
        byte[] good =
                ChunkWriter.probabilities(Chunks.whole("run", 4, 2, Encoding.FLOAT16_AMPLITUDES), new float[8], 0);
        for (int field = ChunkLayout.CLASSES_AT; field <= ChunkLayout.SAMPLE_COUNT_AT; field += Integer.BYTES) {
            byte[] forged = Chunks.withInt(good, field, size);
            assertTrue(leastAllocation(() -> ChunkReader.read(forged)) <= HEADER_ALLOWANCE);
        }
        byte[] consistent = Chunks.withInt(good, ChunkLayout.TOTAL_SAMPLES_AT, Integer.MAX_VALUE);
        byte[] forged = Chunks.withInt(consistent, ChunkLayout.SAMPLE_COUNT_AT, size);
        assertTrue(leastAllocation(() -> ChunkReader.read(forged)) <= HEADER_ALLOWANCE);
    }

    @Test
    void writingAllocatesTheChunkAlone() {
        ChunkHeader header = Chunks.whole("run", SAMPLES, CLASSES, Encoding.FLOAT16_AMPLITUDES);
        long size = ChunkWriter.sizeBytes(header);
        long allocated = leastAllocation(() -> ChunkWriter.probabilities(header, ROWS, 0));
        assertTrue(allocated <= size + HEADER_ALLOWANCE, allocated + " bytes for a chunk of " + size);
    }

    /** The least of several counts: interpretation and compilation allocate now and then on their own account. */
    private static long leastAllocation(Runnable work) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
