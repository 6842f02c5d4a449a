package io.thalweg.geometry;

import java.util.Optional;

/** Kernels that may not run everywhere. Found by {@link java.util.ServiceLoader}, tried once when the program starts. */
public interface KernelSource {
    /** Why its kernels cannot be used here; empty if a trial went well. */
    Optional<String> obstacle();

    /** The provider for landmarks of this precision, if there is no {@linkplain #obstacle() obstacle}. */
    DistanceKernel.Provider provider(LandmarkPrecision precision);
}
