package io.thalweg.reference.recording;

import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.ProbeSetId;
import io.thalweg.protocol.chunk.ChunkHeader;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that recorded snapshots must belong to. The topic carries no labels, but the hash of the probe set; labels
 * alone do not tell the number of classes, so the first chunk whose hash is that of these labels
 * settles it. Ids are indices.
 */
public final class ProbeLabels {
    /** Hashes that are made; a topic with more numbers of classes for as many samples is somebody's mischief. */
    private static final int MOST_HASHES = 64;

    private final int[] labels;
    private final Map<Integer, Optional<ProbeSetId>> hashes = new HashMap<>();
    private Optional<ProbeSetId> settled;

    private ProbeLabels(int[] labels, Optional<ProbeSetId> settled) {
        this.labels = labels.clone();
        this.settled = settled;
    }

    /** Labels whose number of classes is to be found out. */
    public static ProbeLabels of(int[] labels) {
        return new ProbeLabels(labels, Optional.empty());
    }

    /** The labels of a known probe set. */
    public static ProbeLabels of(int[] labels, ProbeSetId probeSet) {
        return new ProbeLabels(labels, Optional.of(probeSet));
    }

    int samples() {
        return labels.length;
    }

    int[] toArray() {
        return labels.clone();
    }

    boolean belongs(ChunkHeader header) {
        if (header.totalSamples() != labels.length) {
            return false;
        }
        if (settled.isEmpty()) {
            settled = hashes.computeIfAbsent(header.classes(), this::hash).filter(header.probeSet()::equals);
        }
        return settled.filter(header.probeSet()::equals).isPresent();
    }

    private Optional<ProbeSetId> hash(int classes) {
        if (hashes.size() > MOST_HASHES) {
            return Optional.empty();
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                return Optional.empty();
            }
        }
        return Optional.of(ProbeSet.of(labels, classes).id());
    }
}
