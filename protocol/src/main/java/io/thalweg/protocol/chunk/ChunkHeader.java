package io.thalweg.protocol.chunk;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;

/**
 * What a chunk says about itself: consecutive whole samples of one snapshot.
 *
 * @param run the run
 * @param attempt 0 for the first start of the run
 * @param step the trainer's step
 * @param probeSet the samples on which the predictions were made
 * @param classes C, at least 2
 * @param totalSamples N, the samples of the whole snapshot
 * @param firstSample index of the chunk's first sample in the probe set
 * @param sampleCount samples in this chunk
 * @param encoding how the payload writes a probability
 * @param publishedAtMicros the trainer's clock when it published the snapshot, microseconds since 1970 UTC
 */
public record ChunkHeader(
        RunId run,
        int attempt,
        long step,
        ProbeSetId probeSet,
        int classes,
        int totalSamples,
        int firstSample,
        int sampleCount,
        Encoding encoding,
        long publishedAtMicros) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when a count is out of range or the payload could not be an array
     */
    public ChunkHeader {
        Expect.that(attempt >= 0, "attempt", attempt, "0 or more");
        Expect.that(step >= 0, "step", step, "0 or more");
        Expect.that(classes >= 2, "classes", classes, "at least 2");
        Expect.that(totalSamples >= 1, "total samples", totalSamples, "at least 1");
        Expect.that(firstSample >= 0, "first sample", firstSample, "0 or more");
        Expect.that(sampleCount >= 1, "sample count", sampleCount, "at least 1");
        Expect.that(
                (long) firstSample + sampleCount <= totalSamples,
                "first sample + sample count",
                (long) firstSample + sampleCount,
                "at most the total of " + totalSamples + " samples");
    }

    /** The header of a whole snapshot as one chunk; see {@link ChunkSplitter}. */
    public static ChunkHeader whole(
            SnapshotKey snapshot, int classes, int samples, Encoding encoding, long publishedAtMicros) {
        return new ChunkHeader(
                snapshot.run(),
                snapshot.attempt(),
                snapshot.step(),
                snapshot.probeSet(),
                classes,
                samples,
                0,
                samples,
                encoding,
                publishedAtMicros);
    }

    /** The same snapshot's chunk of other samples. */
    public ChunkHeader withSamples(int first, int count) {
        return new ChunkHeader(
                run, attempt, step, probeSet, classes, totalSamples, first, count, encoding, publishedAtMicros);
    }

    public SnapshotKey snapshot() {
        return new SnapshotKey(run, attempt, step, probeSet);
    }

    /** Sample count times classes; a long, because a header may promise more than an array can hold. */
    public long values() {
        return (long) sampleCount * classes;
    }

    /** Bytes of the payload, or 2^62 where it would be more. */
    public long payloadBytes() {
        // Both factors are below 2^31, so that the product is below 2^62.
        return Math.min(values(), (1L << 62) / encoding.bytesPerValue()) * encoding.bytesPerValue();
    }
}
