package io.thalweg.reference.build;

import io.thalweg.geometry.Snapshot;
import io.thalweg.reference.trajectory.RecordedRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All snapshots of the reference runs, in order of run and checkpoint: what landmarks are chosen from. Those that fit in
 * half the heap are kept, the rest read again when asked for.
 */
final class Candidates {
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Integer, Snapshot> kept = new ConcurrentHashMap<>();
    private final int keepable;

    /** One snapshot of one run. */
    record Candidate(RecordedRun run, int checkpoint) {}

    Candidates(List<RecordedRun> runs, int samples, int classes) {
        for (RecordedRun run : runs) {
            for (int t = 0; t < run.checkpoints(); t++) {
                candidates.add(new Candidate(run, t));
            }
        }
        long bytesEach = (long) Double.BYTES * samples * classes;
        this.keepable = (int) Math.min(candidates.size(), Runtime.getRuntime().maxMemory() / 2 / bytesEach);
    }

    int size() {
        return candidates.size();
    }

    Candidate candidate(int index) {
        return candidates.get(index);
    }

    Snapshot snapshot(int index) {
        return index < keepable
                ? kept.computeIfAbsent(index, i -> read(candidates.get(i)))
                : read(candidates.get(index));
    }

    private static Snapshot read(Candidate candidate) {
        try {
            return candidate.run().snapshot(candidate.checkpoint());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + candidate.run().name(), e);
        }
    }
}
