package io.thalweg.cli;

import io.thalweg.protocol.RunId;
import io.thalweg.reference.recording.ProbeLabels;
import io.thalweg.reference.recording.Recording;
import io.thalweg.reference.recording.SnapshotRecorder;
import io.thalweg.reference.recording.TopicReplay;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Recording of runs from their topics.
 *
 * @param labels of the probe set
 * @param runs which to record; empty for all
 * @param since snapshots that the cluster received earlier are passed over
 * @param kind of all runs; empty for how each of them ended
 */
record TopicRecording(ProbeLabels labels, Set<String> runs, Optional<Instant> since, Optional<String> kind) {
    TopicRecording {
        runs = Set.copyOf(runs);
    }

    /** Every run there is. */
    static TopicRecording of(ProbeLabels labels) {
        return new TopicRecording(labels, Set.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Writes a folder of trajectories, whole or not at all.
     *
     * @param folder is not there yet, or empty
     */
    Recording write(Path folder, KafkaOptions kafka, PrintWriter err) throws IOException {
        requireNew(folder);
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        Path scratch = part.resolve("scratch");
        Path trajectories = part.resolve("trajectories");
        try (ProgressLine progress = ProgressLine.on(err, true)) {
            kafka.connect(err).close();
            Files.createDirectories(scratch);
            Files.createDirectories(trajectories);
            SnapshotRecorder recorder = new SnapshotRecorder(scratch, labels, this::isWanted);
            new TopicReplay(kafka.topics(), kafka.clientProperties(), kafka.connectTimeout(), progress::at)
                    .into(recorder, since);
            Recording recording = recorder.writeTo(trajectories, kind);
            Files.deleteIfExists(folder);
            Files.move(trajectories, folder);
            return recording;
        } finally {
            Folders.delete(part);
        }
    }

    private boolean isWanted(RunId run) {
        return runs.isEmpty() || runs.contains(run.value());
    }

    private static void requireNew(Path folder) throws IOException {
        if (Files.exists(folder) && !(Files.isDirectory(folder) && Folders.isEmpty(folder))) {
            throw new CommandFailure("%s exists already: expected a new or empty folder".formatted(folder));
        }
    }
}
