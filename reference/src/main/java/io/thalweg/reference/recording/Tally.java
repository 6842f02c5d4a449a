package io.thalweg.reference.recording;

import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.reference.recording.Recording.Counts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of chunks. */
final class Tally {
    private static final int MOST_PROBE_SETS = 100;
    private static final String FURTHER = "further";

    private final Map<String, Long> otherProbeSets = new TreeMap<>();
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    private long taken;
    private long duplicate;
    private long superseded;
    private long unwanted;

    void taken() {
        taken++;
    }

    void duplicate() {
        duplicate++;
    }

    void superseded() {
        superseded++;
    }

    void unwanted() {
        unwanted++;
    }

    void otherProbeSet(ProbeSetId probeSet) {
        boolean known = otherProbeSets.containsKey(probeSet.value()) || otherProbeSets.size() < MOST_PROBE_SETS;
        otherProbeSets.merge(known ? probeSet.value() : FURTHER, 1L, Long::sum);
    }

    void rejected(RejectionReason reason) {
        rejected.merge(reason, 1L, Long::sum);
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>();
        rejected.forEach((reason, count) -> findings.add("%d chunks rejected: %s".formatted(count, reason)));
        otherProbeSets.forEach((probeSet, count) ->
                findings.add("%d chunks left out: of another probe set, %s".formatted(count, probeSet)));
        if (superseded > 0) {
            findings.add("%d chunks left out: of attempts that a later one replaced".formatted(superseded));
        }
        return findings;
    }

    Counts counts() {
        return new Counts(taken, duplicate, superseded, unwanted, otherProbeSets, rejected);
    }
}
