package io.thalweg.processor.manifold;

import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.OpenManifold;
import java.time.Instant;

/**
 * A manifold that is loaded, with where it came from.
 *
 * @param loaded what snapshots are measured against
 * @param open its file, mapped
 * @param source {@code topic} or the file's name
 * @param heapBytes what its landmarks take on the heap, 0 when they are read from the mapping
 * @param loadedAt when it was loaded
 */
public record ManifoldEntry(LoadedManifold loaded, OpenManifold open, String source, long heapBytes, Instant loadedAt) {
    public ManifoldHash hash() {
        return open.hash();
    }

    public ManifoldProvenance provenance() {
        return open.provenance();
    }
}
