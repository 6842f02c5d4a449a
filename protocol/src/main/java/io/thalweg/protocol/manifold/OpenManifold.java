package io.thalweg.protocol.manifold;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.protocol.ProbeSetId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A manifold file, checked and mapped into memory. Thread-safe.
 *
 * <p>The file must not be changed in place while it is open (replacing it by a rename, as {@link ManifoldFile#write}
 * does, is fine).
 */
public final class OpenManifold implements AutoCloseable {
    private final Path path;
    private final ManifoldHash hash;
    private final ManifoldProvenance provenance;
    private final Precision precision;
    private final ReferenceManifold manifold;
    private final MappedLandmarks landmarks;
    private final FileChannel channel;

    OpenManifold(
            Path path,
            ManifoldHash hash,
            ManifoldProvenance provenance,
            Precision precision,
            ReferenceManifold manifold,
            MappedLandmarks landmarks,
            FileChannel channel) {
        this.path = path;
        this.hash = hash;
        this.provenance = provenance;
        this.precision = precision;
        this.manifold = manifold;
        this.landmarks = landmarks;
        this.channel = channel;
    }

    /** The manifold, its landmarks read from the mapped file. */
    public ReferenceManifold manifold() {
        return manifold;
    }

    /**
     * The manifold with its landmarks on the heap, as these kernels read them fastest.
     *
     * @throws UncheckedIOException when the file, which was sound when it was opened, can no longer be read
     */
    public ReferenceManifold manifoldOnHeap(DistanceKernel.Provider kernels) {
        return new ReferenceManifold(
                manifold.labels(),
                manifold.floor(),
                manifold.landmarks(),
                arranged(kernels),
                manifold.embedding(),
                manifold.runs());
    }

    private LandmarkAmplitudes arranged(DistanceKernel.Provider kernels) {
        try {
            return kernels.arrange(landmarks.inOrder());
        } catch (UncheckedIOException e) {
            throw new UncheckedIOException(path + " can no longer be read: " + e.getMessage(), e.getCause());
        }
    }

    public ManifoldHash hash() {
        return hash;
    }

    public ProbeSetId probeSet() {
        return provenance.probeSet();
    }

    public ManifoldProvenance provenance() {
        return provenance;
    }

    public Precision precision() {
        return precision;
    }

    /** The file. */
    public Path path() {
        return path;
    }

    /**
     * Refuses a manifold of another probe set.
     *
     * @throws ManifoldFormatException naming both
     */
    public void requireProbeSet(ProbeSetId expected) throws ManifoldFormatException {
        if (!probeSet().equals(expected)) {
            throw new ManifoldFormatException(
                    ManifoldFormatException.Problem.OTHER_PROBE_SET,
                    "%s: built on probe set %s, but the predictions are of probe set %s: use the manifold of that probe set, or build one from runs on it"
                            .formatted(path, probeSet(), expected));
        }
    }

    /** Gives the mapping up; rows can then no longer be read from the file. Closing again does nothing. */
    @Override
    public void close() {
        landmarks.close();
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing was written to it.
        }
    }
}
