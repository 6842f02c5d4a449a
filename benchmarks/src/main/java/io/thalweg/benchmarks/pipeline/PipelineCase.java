package io.thalweg.benchmarks.pipeline;

import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkSplitter;
import io.thalweg.protocol.chunk.ChunkWriter;
import io.thalweg.protocol.chunk.Encoding;
import java.util.List;

/**
 * What is measured.
 *
 * @param name on the command line
 * @param heap of the service, for {@code -Xmx}
 * @param samples N
 * @param classes C
 * @param landmarks m
 * @param runs that publish side by side
 * @param steps of each run in the backlog that is drained
 * @param encoding of the predictions
 */
record PipelineCase(
        String name, String heap, int samples, int classes, int landmarks, int runs, int steps, Encoding encoding) {
    static final String LARGE = "large";
    static final String MANY = "runs";

    static final String ONE = "one";

    /** As the publisher encodes by default. */
    private static final Encoding HALF = Encoding.FLOAT16_AMPLITUDES;
    /** A snapshot of {@code large} is 200 MB so. */
    private static final Encoding FLOAT = Encoding.FLOAT32_PROBABILITIES;

    static final List<PipelineCase> ALL = List.of(
            new PipelineCase(ONE, "320m", 10_000, 10, 256, 16, 600, HALF),
            new PipelineCase(MANY, "320m", 1_000, 10, 256, 1_000, 30, HALF),
            new PipelineCase(LARGE, "512m", 50_000, 1_000, 128, 2, 2, FLOAT));

    PipelineCase withLandmarks(int count) {
        return new PipelineCase(name, heap, samples, classes, count, runs, steps, encoding);
    }

    /** For a first look. */
    PipelineCase quick() {
        return name.equals(LARGE)
                ? new PipelineCase(name, heap, samples, classes, Math.min(landmarks, 8), 1, 4, encoding)
                : new PipelineCase(name, heap, samples, classes, landmarks, runs, Math.max(4, steps / 3), encoding);
    }

    /** Snapshots in the backlog. */
    long backlog() {
        return (long) runs * steps;
    }

    /** The chunks of a snapshot, as the publisher cuts it. */
    static List<ChunkHeader> chunks(ProbeSetId probeSet, int samples, int classes, Encoding encoding) {
        RunId run = new RunId("load.s0000");
        return ChunkSplitter.split(new ChunkHeader(run, 0, 1, probeSet, classes, samples, 0, samples, encoding, 0));
    }

    List<ChunkHeader> chunks(ProbeSetId probeSet) {
        return chunks(probeSet, samples, classes, encoding);
    }

    /** Bytes of a snapshot on the topic. */
    long snapshotBytes(ProbeSetId probeSet) {
        return chunks(probeSet).stream().mapToLong(ChunkWriter::sizeBytes).sum();
    }
}
