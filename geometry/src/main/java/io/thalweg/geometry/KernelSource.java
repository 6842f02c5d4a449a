package io.thalweg.geometry;

import java.util.Optional;

/** Kernels that may not run everywhere. Found by {@link java.util.ServiceLoader}, tried once when the program starts. */
public interface KernelSource {
    /** Why its kernels cannot be used here; empty if a trial went well. */
    Optional<String> obstacle();

    /** The provider for landmarks of this precision, if there is no {@linkplain #obstacle() obstacle}. */
    DistanceKernel.Provider provider(LandmarkPrecision precision);

    /**
     * The provider for all distances among many snapshots, where arithmetic is the limit and not memory: float32 landmarks,
     * sums in float32, an error of 1e-8 nats a class.
     */
    DistanceKernel.Provider pairwise();
}
