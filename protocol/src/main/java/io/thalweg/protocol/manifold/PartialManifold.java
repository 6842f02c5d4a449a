package io.thalweg.protocol.manifold;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** The chunks of one manifold that have arrived so far, each at its place in a file. */
final class PartialManifold {
    private final Path spool;
    private final BitSet arrived = new BitSet();
    private @Nullable ManifoldManifest manifest;
    private boolean reported;

    PartialManifold(Path spool) {
        this.spool = spool;
    }

    /** Opened for each chunk: a topic may hold the beginnings of more manifolds than a process may hold files open. */
    void put(int chunk, byte[] value) throws IOException {
        try (FileChannel channel = FileChannel.open(spool, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(value);
            long at = (long) chunk * ManifoldManifest.CHUNK_BYTES;
            while (bytes.hasRemaining()) {
                channel.write(bytes, at + bytes.position());
            }
        }
        arrived.set(chunk);
        reported = false;
    }

    void forget(int chunk) {
        arrived.clear(chunk);
    }

    void manifest(ManifoldManifest told) {
        manifest = told;
        reported = false;
    }

    boolean isComplete() {
        return manifest != null && arrived.nextClearBit(0) >= manifest.chunks();
    }

    /** Whether its manifest came but chunks are missing, and nobody has been told. Asking counts as telling. */
    boolean lacksChunksUnreported() {
        boolean lacks = manifest != null && !isComplete() && !reported;
        reported |= lacks;
        return lacks;
    }

    String lack() {
        int wanted = manifest == null ? 0 : manifest.chunks();
        return "only %d of its %d chunks are on the topic: publish the manifold again"
                .formatted(arrived.get(0, wanted).cardinality(), wanted);
    }

    /** Moves the complete file to its place. */
    void moveTo(Path target) throws IOException {
        if (manifest == null) {
            throw new IllegalStateException("not complete");
        }
        try (FileChannel channel = FileChannel.open(spool, StandardOpenOption.WRITE)) {
            // An earlier, longer set of records under the same hash may have left more.
            channel.truncate(manifest.bytes());
            channel.force(true);
        }
        Files.move(spool, target, StandardCopyOption.ATOMIC_MOVE);
    }

    void discard() throws IOException {
        Files.deleteIfExists(spool);
    }
}
