package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PassingPredictionsTest {
    private static final ProbeSetId PROBES = ProbeSet.of(new int[8], 2).id();
    /** Of half a snapshot: 4 samples x 2 classes x 4 bytes, and what is around them. */
    private static final int HALF_BYTES = 4 * 2 * Float.BYTES + 512;

    private final PassingPredictions predictions = new PassingPredictions(3 * HALF_BYTES, 2);

    @Test
    void snapshotIsThereWhenAllItsChunksAre() {
        keep("a", 1, 0);
        boolean half = predictions.whole(key("a", 1), 8).isPresent();
        keep("a", 1, 4);

        assertFalse(half);
        assertEquals(2, predictions.whole(key("a", 1), 8).orElseThrow().size());
        assertEquals(2 * HALF_BYTES, predictions.sizeBytes());
    }

    @Test
    void lastSnapshotOfARunTakesThePlaceOfTheOneBefore() {
        keep("a", 1, 0);
        keep("a", 2, 0);
        keep("a", 1, 4);

        assertTrue(predictions.whole(key("a", 1), 4).isEmpty());
        assertTrue(predictions.whole(key("a", 2), 4).isPresent());
        assertEquals(HALF_BYTES, predictions.sizeBytes());
    }

    @Test
    void runLongestWithoutAChunkMakesRoomForBytes() {
        keep("a", 1, 0);
        keep("b", 1, 0);
        keep("a", 1, 4);
        keep("b", 1, 4);

        assertTrue(predictions.whole(key("a", 1), 8).isEmpty());
        assertTrue(predictions.whole(key("b", 1), 8).isPresent());
        assertEquals(2 * HALF_BYTES, predictions.sizeBytes());
    }

    @Test
    void runLongestWithoutAChunkMakesRoomForRuns() {
        keep("a", 1, 0);
        keep("b", 1, 0);
        keep("c", 1, 0);

        assertTrue(predictions.whole(key("a", 1), 4).isEmpty());
        assertTrue(predictions.whole(key("b", 1), 4).isPresent());
        assertEquals(2 * HALF_BYTES, predictions.sizeBytes());
    }

    @Test
    void snapshotLargerThanAllRoomIsNotBegun() {
        PassingPredictions small = new PassingPredictions(2 * HALF_BYTES - 600, 2);
        ChunkResult.Accepted chunk = chunk("a", 1, 0);
        small.keep(chunk.header(), chunk.payload());

        assertTrue(small.whole(key("a", 1), 4).isEmpty());
        assertEquals(0, small.sizeBytes());
    }

    @Test
    void droppedSnapshotLeavesNothing() {
        keep("a", 1, 0);
        predictions.drop(key("a", 2));
        boolean still = predictions.whole(key("a", 1), 4).isPresent();
        predictions.drop(key("a", 1));

        assertTrue(still);
        assertTrue(predictions.whole(key("a", 1), 4).isEmpty());
        assertEquals(0, predictions.sizeBytes());
    }

    private void keep(String run, long step, int firstSample) {
        ChunkResult.Accepted chunk = chunk(run, step, firstSample);
        predictions.keep(chunk.header(), chunk.payload());
    }

    private static SnapshotKey key(String run, long step) {
        return header(run, step).snapshot();
    }

    private static ChunkResult.Accepted chunk(String run, long step, int firstSample) {
        float[] probabilities = new float[8];
        Arrays.fill(probabilities, 0.5f);
        byte[] record = ChunkWriter.probabilities(header(run, step).withSamples(firstSample, 4), probabilities, 0);
        return (ChunkResult.Accepted) ChunkReader.read(record);
    }

    private static ChunkHeader header(String run, long step) {
        return new ChunkHeader(new RunId(run), 0, step, PROBES, 2, 8, 0, 8, Encoding.FLOAT32_PROBABILITIES, 0);
    }
}
