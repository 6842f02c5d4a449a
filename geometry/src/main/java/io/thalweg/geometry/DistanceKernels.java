package io.thalweg.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Which kernels there are, and the choice among them. */
public final class DistanceKernels {
    private DistanceKernels() {}

    /**
     * What was chosen.
     *
     * @param kernels the provider
     * @param reason one sentence, for the log
     */
    public record Choice(DistanceKernel.Provider kernels, String reason) {}

    /** Plain Java loops: runs everywhere. */
    public static DistanceKernel.Provider plainRows() {
        return PlainRowsKernel.PROVIDER;
    }

    /**
     * The fastest kernels that run here: those of the first {@link KernelSource} without an obstacle, or else
     * {@link #plainRows()}, which knows float32 only.
     */
    public static Choice choose(LandmarkPrecision precision) {
        return choose(source -> source.provider(precision));
    }

    /** As {@link #choose}, for {@link PairwiseDistances}. */
    static DistanceKernel.Provider pairwise() {
        return choose(KernelSource::pairwise).kernels();
    }

    private static Choice choose(Function<KernelSource, DistanceKernel.Provider> provider) {
        List<String> obstacles = new ArrayList<>();
        try {
            for (KernelSource source : ServiceLoader.load(KernelSource.class)) {
                Optional<String> obstacle = source.obstacle();
                if (obstacle.isEmpty()) {
                    return new Choice(provider.apply(source), "tried and found to work");
                }
                obstacles.add(obstacle.get());
            }
        } catch (ServiceConfigurationError e) {
            obstacles.add(String.valueOf(e.getMessage()));
        }
        String reason = obstacles.isEmpty() ? "no faster kernels on the class path" : String.join("; ", obstacles);
        return new Choice(plainRows(), reason + "; landmarks are in float32");
    }
}
