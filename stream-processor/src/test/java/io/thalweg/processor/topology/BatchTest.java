package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.processor.tracking.TinyManifold;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A batch cut into parts that two threads fold. */
@Timeout(30)
class BatchTest {
    private static final int SAMPLES = 1200;
    private static final int CHUNKS = 5;
    private static final int PARTS = 8;

    private final TinyManifold tiny = TinyManifold.of(SAMPLES);
    private final LoadedManifold manifold = tiny.loaded();

    @ParameterizedTest
    @CsvSource({"10000, 10, 256, 8", "500, 1000, 128, 8", "1000, 10, 256, 1", "3, 1000, 4096, 3", "1, 2, 1, 1"})
    void partsAreAsManyAsAreWorthIt(int samples, int classes, int landmarks, int parts) {
        ChunkHeader header = new ChunkHeader(
                new RunId("a"),
                0,
                1,
                manifold.probeSet(),
                classes,
                samples,
                0,
                samples,
                Encoding.FLOAT16_AMPLITUDES,
                0);

        assertEquals(parts, Batch.of(header, landmarks).parts());
    }

    @RepeatedTest(20)
    void whatTwoThreadsFoldIsTheSameToTheLastBit() throws InterruptedException {
        Batch alone = batch(chunks());
        alone.work(scratch(DistanceKernels.plainRows()));
        Batch shared = batch(chunks());

        Thread other = new Thread(() -> shared.work(scratch(DistanceKernels.plainRows())));
        other.start();
        shared.work(scratch(DistanceKernels.plainRows()));
        shared.await();
        other.join();

        for (int i = 0; i < CHUNKS; i++) {
            SnapshotSums expected = folded(alone, i);
            SnapshotSums sums = folded(shared, i);
            assertEquals(SAMPLES, sums.samples());
            assertArrayEquals(expected.distances(), sums.distances());
            assertEquals(expected.standardError(1), sums.standardError(1));
            assertEquals(expected.distanceToTruth(1e-12), sums.distanceToTruth(1e-12));
        }
    }

    @Test
    void chunkThatIsUnusableInOnePartIsNotFoldedAtAll() {
        List<byte[]> chunks = new ArrayList<>(chunks());
        float[] wrong = tiny.healthy(0.5);
        wrong[3 * 700 + 1] += 0.5f;
        chunks.set(2, chunk(wrong));
        Batch batch = batch(chunks);

        batch.work(scratch(DistanceKernels.plainRows()));
        batch.await();

        FoldedChunk.Unusable unusable = assertInstanceOf(
                FoldedChunk.Unusable.class, batch.members().get(2).folded(empty()));
        assertEquals(700, unusable.check().worstRow());
        assertEquals(SAMPLES, folded(batch, 1).samples());
        assertEquals(SAMPLES, folded(batch, 3).samples());
    }

    @Test
    void failureOfAPartIsThatOfTheBatch() {
        Batch batch = batch(chunks());

        batch.work(scratch(new FailingKernels(900)));

        assertTrue(batch.isDone());
        assertEquals(
                "no sample 900",
                assertThrows(IllegalStateException.class, batch::await).getMessage());
    }

    @Test
    void itIsDoneWhenTheLastPartIs() {
        Batch batch = batch(chunks());
        boolean[] told = new boolean[1];
        batch.whenDone(() -> told[0] = true, Runnable::run);
        assertFalse(batch.isDone());

        batch.work(scratch(DistanceKernels.plainRows()));

        assertTrue(batch.isDone());
        assertTrue(told[0]);
    }

    private Batch batch(List<byte[]> chunks) {
        Batch batch = new Batch(header(), PARTS);
        for (byte[] chunk : chunks) {
            SnapshotSums[] sums = IntStream.range(0, PARTS)
                    .mapToObj(part ->
                            new SnapshotSums(manifold.manifold().landmarks().size(), batch.largestPart()))
                    .toArray(SnapshotSums[]::new);
            batch.add(chunk, (ChunkResult.Accepted) ChunkReader.read(chunk), sums);
        }
        return batch;
    }

    private List<byte[]> chunks() {
        return IntStream.range(0, CHUNKS)
                .mapToObj(i -> chunk(tiny.healthy(0.1 + 0.15 * i)))
                .toList();
    }

    private byte[] chunk(float[] probabilities) {
        return ChunkWriter.probabilities(header(), probabilities, 0);
    }

    private ChunkHeader header() {
        return new ChunkHeader(
                new RunId("a"), 0, 1, manifold.probeSet(), 3, SAMPLES, 0, SAMPLES, Encoding.FLOAT16_AMPLITUDES, 0);
    }

    private BatchScratch scratch(DistanceKernel.Provider kernels) {
        return new BatchScratch(manifold.manifold().accumulator(kernels));
    }

    private SnapshotSums folded(Batch batch, int member) {
        return assertInstanceOf(
                        FoldedChunk.Folded.class, batch.members().get(member).folded(empty()))
                .sums();
    }

    private SnapshotSums empty() {
        return new SnapshotSums(manifold.manifold().landmarks().size(), SAMPLES);
    }

    /** Fail at the part that has this sample. */
    private static final class FailingKernels extends WatchedKernels {
        private final int sample;

        FailingKernels(int sample) {
            this.sample = sample;
        }

        @Override
        void pass(int snapshots, int firstSample, int samples) {
            if (firstSample <= sample && sample < firstSample + samples) {
                throw new IllegalStateException("no sample " + sample);
            }
        }
    }
}
