package io.thalweg.reference.recording;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.ChunkPayload;
import io.thalweg.protocol.chunk.ChunkReader;
import io.thalweg.protocol.chunk.ChunkResult;
import io.thalweg.protocol.chunk.PayloadCheck;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RejectedRecordException;
import io.thalweg.protocol.record.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Assembles runs from the records of the runs and snapshots topics: chunks in any order, duplicates ignored, a higher
 * attempt superseding a lower one. Snapshots go to disk chunk by chunk, so that memory does not grow with their size.
 *
 * <p>One thread at a time.
 */
public final class SnapshotRecorder {
    private static final JsonFormat<RunRecord> RUNS = JsonFormat.runs();

    private final Path scratchFolder;
    private final ProbeLabels labels;
    private final Predicate<RunId> wanted;
    private final Map<String, RunScratch> scratches = new TreeMap<>();
    private final Map<String, RunRecord> records = new TreeMap<>();
    private final Tally tally = new Tally();
    private float[] values = new float[0];

    /**
     * A recorder of nothing yet.
     *
     * @param scratchFolder exists, and takes as many bytes as the snapshots have in float32
     * @param labels of the probe set; snapshots of others are counted and left out
     * @param wanted which runs to record
     */
    public SnapshotRecorder(Path scratchFolder, ProbeLabels labels, Predicate<RunId> wanted) {
        this.scratchFolder = scratchFolder;
        this.labels = labels;
        this.wanted = wanted;
    }

    /** Takes a record of the runs topic; one that is none is counted. */
    public void runRecord(byte[] json) {
        try {
            RunRecord run = RUNS.read(json);
            if (wanted.test(run.run())) {
                records.merge(run.run().value(), run, (old, now) -> now.attempt() >= old.attempt() ? now : old);
            }
        } catch (RejectedRecordException e) {
            tally.rejected(RejectionReason.MALFORMED);
        }
    }

    /** Takes a record of the snapshots topic; one that cannot be used is counted. */
    public void chunk(byte[] record) throws IOException {
        ChunkResult result = ChunkReader.read(record);
        if (result instanceof ChunkResult.Accepted accepted) {
            accept(accepted.header(), accepted.payload());
        } else if (result instanceof ChunkResult.Rejected rejected) {
            tally.rejected(rejected.reason());
        }
    }

    private void accept(ChunkHeader header, ChunkPayload payload) throws IOException {
        if (!wanted.test(header.run())) {
            tally.unwanted();
        } else if (!labels.belongs(header)) {
            tally.otherProbeSet(header.probeSet());
        } else {
            Optional<RejectionReason> unusable = decode(header, payload);
            if (unusable.isPresent()) {
                tally.rejected(unusable.get());
            } else {
                store(header);
            }
        }
    }

    /** A snapshot with values that are not finite is kept: it ends the usable part of its run, and shows where. */
    private Optional<RejectionReason> decode(ChunkHeader header, ChunkPayload payload) {
        if (values.length < payload.values()) {
            values = new float[payload.values()];
        }
        PayloadCheck check = payload.amplitudes(values);
        squareRows(header.sampleCount(), header.classes());
        return check.rejection().filter(reason -> reason != RejectionReason.NON_FINITE);
    }

    /** Amplitudes to probabilities; the rows are normalised, for rounding to half precision moves their sums. */
    private void squareRows(int rows, int classes) {
        for (int n = 0; n < rows; n++) {
            int from = n * classes;
            double sum = 0;
            for (int i = from; i < from + classes; i++) {
                sum += (double) values[i] * values[i];
            }
            for (int i = from; i < from + classes; i++) {
                values[i] = (float) ((double) values[i] * values[i] / sum);
            }
        }
    }

    private void store(ChunkHeader header) throws IOException {
        String run = header.run().value();
        RunScratch scratch = scratches.get(run);
        if (scratch != null && header.attempt() < scratch.attempt()) {
            tally.superseded();
            return;
        }
        if (scratch == null || header.attempt() > scratch.attempt()) {
            if (scratch != null) {
                scratch.delete();
            }
            // Not the run's own name: that may be "labels", or be taken by its trajectory.
            scratch = new RunScratch(scratchFolder.resolve(scratches.size() + "-" + run + ".snapshots"), header);
            scratches.put(run, scratch);
        }
        if (scratch.add(header, values)) {
            tally.taken();
        } else {
            tally.duplicate();
        }
    }

    /**
     * Writes what has come as a folder of trajectories.
     *
     * @param folder exists, and is empty
     * @param kind of all runs; empty for each run's own: "normal" when it finished, else how it ended
     * @throws RecordingException if there is no complete snapshot
     */
    public Recording writeTo(Path folder, Optional<String> kind) throws IOException {
        return new TrajectoryFolderWriter(folder, labels, records, kind, tally).write(scratches);
    }
}
