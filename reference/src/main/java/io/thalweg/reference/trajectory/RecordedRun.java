package io.thalweg.reference.trajectory;

import io.thalweg.geometry.Snapshot;
import io.thalweg.protocol.npy.NpyFile;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** One finished run on disk: its snapshots, read when asked for, and what is known of it. */
public final class RecordedRun {
    private final RunEntry entry;
    private final NpyFile file;
    private final long[] steps;
    private final Optional<NonFinite> nonFinite;

    RecordedRun(RunEntry entry, NpyFile file, long[] steps, Optional<NonFinite> nonFinite) {
        this.entry = entry;
        this.file = file;
        this.steps = steps;
        this.nonFinite = nonFinite;
    }

    /**
     * The first value that is not a finite number: it ends the usable part of a run.
     *
     * @param checkpoint index of the checkpoint
     * @param sample row within it
     * @param clazz column within the row
     * @param value what stands there
     */
    public record NonFinite(int checkpoint, int sample, int clazz, double value) {
        @Override
        public String toString() {
            return "checkpoint %d, row %d, class %d is %s: expected a finite probability"
                    .formatted(checkpoint, sample, clazz, value);
        }
    }

    /** Its name. */
    public String name() {
        return entry.run();
    }

    /** Its configuration. */
    public String config() {
        return entry.configOrPrefix();
    }

    /** "normal", or what went wrong in it. */
    public String kind() {
        return entry.kindOrNormal();
    }

    /** Whether it is a healthy run, fit for the reference. */
    public boolean isNormal() {
        return kind().equals(RunEntry.NORMAL);
    }

    /** Free tags. */
    public Map<String, String> tags() {
        return entry.tagsOrNone();
    }

    /** Number of usable checkpoints: those before the first that holds a non-finite value. */
    public int checkpoints() {
        return nonFinite.map(NonFinite::checkpoint).orElse(file.shape().get(0));
    }

    /** The first non-finite value, if there is one. */
    public Optional<NonFinite> nonFinite() {
        return nonFinite;
    }

    /** The trainer's step at a checkpoint. */
    public long step(int checkpoint) {
        return steps[checkpoint];
    }

    /** The total of steps that it declared, if it did. */
    public OptionalLong declaredTotalSteps() {
        Long declared = entry.declaredTotal(steps.length);
        return declared == null ? OptionalLong.empty() : OptionalLong.of(declared);
    }

    /** The total of steps: declared, or the last checkpoint's. */
    public long totalSteps() {
        return declaredTotalSteps().orElse(steps[steps.length - 1]);
    }

    /** Reads one snapshot. */
    public Snapshot snapshot(int checkpoint) throws IOException {
        int samples = file.shape().get(1);
        int classes = file.shape().get(2);
        double[] probabilities = file.readDoubles((long) checkpoint * samples * classes, samples * classes);
        return Snapshot.ofProbabilities(samples, classes, probabilities);
    }

    /** Number of checkpoints in the file, those after a non-finite value included. */
    public int recordedCheckpoints() {
        return file.shape().get(0);
    }

    /** The probabilities of any checkpoint as they stand in the file, rounded to float32; row-major. */
    public float[] probabilities(int checkpoint) throws IOException {
        int size = file.shape().get(1) * file.shape().get(2);
        return file.readFloats((long) checkpoint * size, size);
    }

    NpyFile file() {
        return file;
    }
}
