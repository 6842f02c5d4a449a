package io.thalweg.protocol.chunk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkSplitterTest {
    @ParameterizedTest
    @CsvSource({"1,2", "3,224000", "13,10", "10000,10", "50000,1000", "45000,10", "89996,5"})
    void chunksCoverEverySampleOnceAndStayUnderTheLimit(int samples, int classes) {
        ChunkHeader whole = Chunks.whole("run", samples, classes, Encoding.FLOAT32_PROBABILITIES);
        int next = 0;
        for (ChunkHeader chunk : ChunkSplitter.split(whole)) {
            assertEquals(next, chunk.firstSample());
            assertTrue(ChunkWriter.sizeBytes(chunk) <= ChunkSplitter.MAX_CHUNK_BYTES);
            assertEquals(whole.snapshot().step(), chunk.snapshot().step());
            next += chunk.sampleCount();
        }
        assertEquals(samples, next);
    }

    @Test
    void allButTheLastChunkAreFull() {
        ChunkHeader whole = Chunks.whole("run", 50_000, 1_000, Encoding.FLOAT16_AMPLITUDES);
        List<ChunkHeader> chunks = ChunkSplitter.split(whole);
        chunks.subList(0, chunks.size() - 1).forEach(chunk -> assertEquals(449, chunk.sampleCount()));
    }

    @Test
    void partOfASnapshotIsSplitToo() {
        ChunkHeader part =
                Chunks.whole("run", 100, 10, Encoding.FLOAT16_AMPLITUDES).withSamples(40, 21);
        List<ChunkHeader> chunks = ChunkSplitter.split(part, 96 + 10 * 20);
        assertEquals(
                List.of(40, 50, 60),
                chunks.stream().map(ChunkHeader::firstSample).toList());
        assertEquals(1, chunks.get(2).sampleCount());
    }

    @Test
    void sampleThatExceedsAChunkIsRefusedByName() {
        ChunkHeader whole = Chunks.whole("run", 3, 225_000, Encoding.FLOAT32_PROBABILITIES);
        var refusal = assertThrows(IllegalArgumentException.class, () -> ChunkSplitter.split(whole));
        assertEquals("bytes of one sample is 900000; expected at most a chunk of 900000 bytes", refusal.getMessage());
    }
}
