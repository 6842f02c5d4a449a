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
 */
record PipelineCase(String name, String heap, int samples, int classes, int landmarks, int runs, int steps) {
    static final String LARGE = "large";
    static final String MANY = "runs";

    /** As the publisher encodes by default. */
    static final Encoding ENCODING = Encoding.FLOAT16_AMPLITUDES;

    /** What {@code large} takes without an option: the file is then 6.4 GB, which page caches hold. */
    private static final int LARGE_LANDMARKS = 32;

    static final List<PipelineCase> ALL = List.of(
            new PipelineCase("one", "320m", 10_000, 10, 256, 16, 600),
            new PipelineCase(MANY, "320m", 1_000, 10, 256, 1_000, 30),
            new PipelineCase(LARGE, "512m", 50_000, 1_000, LARGE_LANDMARKS, 2, 4));

    PipelineCase withLandmarks(int count) {
        return new PipelineCase(name, heap, samples, classes, count, runs, steps);
    }

    /** For a first look. */
    PipelineCase quick() {
        return name.equals(LARGE)
                ? new PipelineCase(name, heap, samples, classes, Math.min(landmarks, 8), 1, 3)
                : new PipelineCase(name, heap, samples, classes, landmarks, runs, Math.max(4, steps / 3));
    }

    /** Snapshots in the backlog. */
    long backlog() {
        return (long) runs * steps;
    }

    /** The chunks of a snapshot, as the publisher cuts it. */
    List<ChunkHeader> chunks(ProbeSetId probeSet) {
        return ChunkSplitter.split(
                new ChunkHeader(new RunId("load.s0000"), 0, 1, probeSet, classes, samples, 0, samples, ENCODING, 0));
    }

    /** Bytes of a snapshot on the topic. */
    long snapshotBytes(ProbeSetId probeSet) {
        return chunks(probeSet).stream().mapToLong(ChunkWriter::sizeBytes).sum();
    }
}
