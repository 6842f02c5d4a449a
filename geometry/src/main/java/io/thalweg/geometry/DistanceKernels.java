package io.thalweg.geometry;

/** Which kernels there are. */
public final class DistanceKernels {
    private DistanceKernels() {}

    /** Plain Java loops: runs everywhere. */
    public static DistanceKernel.Provider plainRows() {
        return PlainRowsKernel.PROVIDER;
    }
}
