package io.thalweg.reference.recording;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.thalweg.protocol.npy.NpyWriter;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import io.thalweg.reference.recording.Recording.Trajectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes recorded runs as a folder of trajectories: {@code labels.npy}, {@code <run>.npy}, {@code runs.json}. */
final class TrajectoryFolderWriter {
    private static final String LABELS = "labels";
    private static final String CONFIG_TAG = "config";
    private static final String NORMAL = "normal";

    private final Path folder;
    private final ProbeLabels labels;
    private final Map<String, RunRecord> records;
    private final Optional<String> kind;
    private final Tally tally;
    private final List<Trajectory> written = new ArrayList<>();
    private final List<Map<String, Object>> entries = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();

    TrajectoryFolderWriter(
            Path folder, ProbeLabels labels, Map<String, RunRecord> records, Optional<String> kind, Tally tally) {
        this.folder = folder;
        this.labels = labels;
        this.records = new TreeMap<>(records);
        this.kind = kind;
        this.tally = tally;
    }

    Recording write(Map<String, RunScratch> scratches) throws IOException {
        int classes = 0;
        for (Map.Entry<String, RunScratch> run : scratches.entrySet()) {
            if (write(run.getKey(), run.getValue())) {
                classes = run.getValue().classes();
            }
            run.getValue().delete();
        }
        findings.addAll(tally.findings());
        if (written.isEmpty()) {
            throw new RecordingException("no complete snapshot of a probe set of these %d labels was found%s"
                    .formatted(labels.samples(), findings.isEmpty() ? "" : ": " + String.join("; ", findings)));
        }
        NpyWriter.writeInts(folder.resolve(LABELS + ".npy"), labels.toArray());
        new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .writeValue(folder.resolve("runs.json").toFile(), entries);
        return new Recording(labels.samples(), classes, written, findings, tally.counts());
    }

    private boolean write(String run, RunScratch scratch) throws IOException {
        RunRecord record = records.get(run);
        List<Long> steps = scratch.steps();
        List<String> incomplete = scratch.incomplete();
        if (!incomplete.isEmpty()) {
            findings.add("%s: %d incomplete snapshots left out: %s"
                    .formatted(run, incomplete.size(), String.join(", ", incomplete)));
        }
        if (run.equals(LABELS)) {
            findings.add("run 'labels' left out: its file would be labels.npy");
            return false;
        }
        if (record != null && record.attempt() > scratch.attempt()) {
            findings.add("%s left out: attempt %d has superseded the recorded attempt %d and has no snapshots"
                    .formatted(run, record.attempt(), scratch.attempt()));
            return false;
        }
        if (steps.isEmpty()) {
            return false;
        }
        // Where the trainer has not declared this attempt, what it declared of an earlier one still describes the run.
        Map<String, Object> entry = entry(run, scratch.attempt(), record, steps);
        scratch.writeTo(folder.resolve(run + ".npy"));
        entries.add(entry);
        written.add(new Trajectory(
                run,
                String.valueOf(entry.get("config")),
                String.valueOf(entry.get("kind")),
                scratch.attempt(),
                steps.size(),
                incomplete.size()));
        return true;
    }

    private Map<String, Object> entry(String run, int attempt, @Nullable RunRecord record, List<Long> steps) {
        Map<String, String> tags = record == null ? Map.of() : record.tags();
        int dot = run.lastIndexOf('.');
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("run", run);
        entry.put("config", tags.getOrDefault(CONFIG_TAG, dot > 0 ? run.substring(0, dot) : run));
        entry.put("kind", kind.orElseGet(() -> ending(attempt, record)));
        entry.put("steps", steps);
        entry.put(
                "totalSteps",
                record == null
                        ? steps.get(steps.size() - 1)
                        : record.totalSteps().orElse(steps.get(steps.size() - 1)));
        entry.put("tags", tags);
        return entry;
    }

    /** Only a run that finished is known to be healthy. */
    private static String ending(int attempt, @Nullable RunRecord record) {
        RunState state = record == null || record.attempt() != attempt ? RunState.RUNNING : record.state();
        return switch (state) {
            case FINISHED -> NORMAL;
            case STOPPED -> "stopped";
            case FAILED -> "failed";
            case RUNNING -> "running";
        };
    }
}
