package io.thalweg.protocol.manifold;

import io.thalweg.geometry.ReferenceManifold;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A reference manifold as one safetensors file: docs/manifold-format.md.
 *
 * <p>The same manifold with the same provenance and precision gives the same bytes.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ManifoldFile {
    /** The usual ending of its name, with the dot. */
    public static final String SUFFIX = ".safetensors";

    private ManifoldFile() {}

    /**
     * Writes a manifold: into a temporary file beside the target, forced to disk, then moved over it in one step, so that
     * nobody ever sees half a file.
     *
     * @return the content hash
     * @throws IllegalArgumentException when a figure of the manifold is not finite, or an amplitude not in [0, 1]
     * @throws IOException when it cannot be written; the target is then as it was
     */
    public static ManifoldHash write(
            Path target, ReferenceManifold manifold, ManifoldProvenance provenance, Precision precision)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /**
     * Opens a manifold, memory-mapped, after checking all of it: header, sizes, content hash, amplitudes.
     *
     * @throws ManifoldFormatException when the file is not a sound manifold of a version that this Thalweg reads
     * @throws IOException when it cannot be read
     */
    public static OpenManifold open(Path file) throws IOException {
        throw new UnsupportedOperationException();
    }
}
