package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.ProbeSetId;
import java.util.Optional;

/**
 * The manifolds that are loaded now. What it answers may change at any time: a manifold that arrives is used from the next
 * snapshot on. Asked by every stream thread for every chunk, so it answers from memory.
 */
@FunctionalInterface
public interface ManifoldCatalogue {
    /** The manifold for a probe set, if one is loaded. */
    Optional<LoadedManifold> forProbeSet(ProbeSetId probeSet);
}
