package io.thalweg.protocol.manifold;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.thalweg.geometry.ReferenceManifold;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A reference manifold as one safetensors file: docs/manifold-format.md.
 *
 * <p>The same manifold with the same provenance and precision gives the same bytes.
 */
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
        Path folder = target.toAbsolutePath().getParent();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            ManifoldHash hash;
            try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
                hash = new ManifoldWriter(manifold, provenance, precision).writeTo(channel);
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            if (folder != null) {
                forceFolder(folder);
            }
            return hash;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Opens a manifold, memory-mapped, after checking all of it: header, sizes, content hash, amplitudes.
     *
     * @throws ManifoldFormatException when the file is not a sound manifold of a version that this Thalweg reads
     * @throws IOException when it cannot be read
     */
    public static OpenManifold open(Path file) throws IOException {
        return open(file, ManifoldReader.SLICE_BYTES);
    }

    static OpenManifold open(Path file, int sliceBytes) throws IOException {
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no such manifold file");
        }
        if (!Files.isRegularFile(file)) {
            throw new ManifoldFormatException(
                    ManifoldFormatException.Problem.NOT_A_MANIFOLD,
                    "%s is not a file: name a file that 'thalweg reference build' has written".formatted(file));
        }
        FileChannel channel = FileChannel.open(file, READ);
        boolean opened = false;
        try {
            OpenManifold manifold = new ManifoldReader(file, channel).read(sliceBytes);
            opened = true;
            return manifold;
        } finally {
            if (!opened) {
                channel.close();
            }
        }
    }

    /** Makes the move itself survive a power failure, where the platform lets a folder be opened (Windows does not). */
    static void forceFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        } catch (IOException e) {
            // The file is complete either way.
        }
    }
}
