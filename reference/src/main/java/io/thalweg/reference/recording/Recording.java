package io.thalweg.reference.recording;

import io.thalweg.protocol.chunk.RejectionReason;
import java.util.List;
import java.util.Map;

/**
 * What was recorded.
 *
 * @param samples N
 * @param classes C
 * @param trajectories the runs written, in order of name
 * @param findings sentences about what was left out and why
 * @param counts of chunks
 */
public record Recording(int samples, int classes, List<Trajectory> trajectories, List<String> findings, Counts counts) {
    public Recording {
        trajectories = List.copyOf(trajectories);
        findings = List.copyOf(findings);
    }

    /**
     * A run written.
     *
     * @param run its name
     * @param config its configuration
     * @param kind "normal", or what keeps it out of a reference: "stopped", "failed", "running"
     * @param attempt the attempt recorded
     * @param checkpoints complete snapshots
     * @param incomplete snapshots that were left out because samples were missing
     */
    public record Trajectory(String run, String config, String kind, int attempt, int checkpoints, int incomplete) {}

    /**
     * What became of the chunks; each is in one of these.
     *
     * @param taken written
     * @param duplicate nothing new in them
     * @param superseded of an attempt that a later one replaced
     * @param unwanted of runs that were not asked for
     * @param otherProbeSets of other probe sets, by hash
     * @param rejected unusable, by reason
     */
    public record Counts(
            long taken,
            long duplicate,
            long superseded,
            long unwanted,
            Map<String, Long> otherProbeSets,
            Map<RejectionReason, Long> rejected) {
        public Counts {
            otherProbeSets = Map.copyOf(otherProbeSets);
            rejected = Map.copyOf(rejected);
        }
    }
}
