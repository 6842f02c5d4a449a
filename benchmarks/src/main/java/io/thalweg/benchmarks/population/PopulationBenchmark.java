package io.thalweg.benchmarks.population;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.thalweg.benchmarks.ScratchFolder;
import io.thalweg.benchmarks.processes.Bar;
import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.geometry.ReferenceManifold;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** {@code benchmarks/population}: projects a share of the paper's population, and says what all of it would take. */
public final class PopulationBenchmark {
    /** Checkpoints of the population of Mao et al. 2024. */
    private static final long PAPER = 151_407;

    /** Some seconds: until then C2 compiles anew, which a hundredth of the population would make much of. */
    private static final long WARM_UP = 1_600;
    /** Each ends in small batches, and the first of these make C2 compile the kernel once more. */
    private static final int WARM_UPS = 8;

    private static final double MOST_SECONDS = 120;

    private PopulationBenchmark() {}

    /**
     * @param seconds for the checkpoints measured; {@code secondsForAll} is that times {@code all / measured}
     * @param processorMillis processor time of a checkpoint, all threads together
     */
    private record Figures(
            String jdk,
            String kernel,
            int threads,
            int samples,
            int classes,
            int landmarks,
            int runs,
            int distinctCheckpoints,
            long measured,
            double seconds,
            double processorMillis,
            long all,
            double secondsForAll,
            Bar bar) {}

    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        PopulationOptions options;
        try {
            options = PopulationOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("benchmarks/population: " + e.getMessage());
            System.exit(2);
            return;
        }
        Path folder = options.folder().isPresent()
                ? Files.createDirectories(options.folder().get())
                : ScratchFolder.create(Optional.empty(), "thalweg-population");
        Figures figures = measure(folder, options);
        if (options.folder().isEmpty()) {
            ScratchFolder.delete(folder);
        }
        print(figures, options.json());
        System.exit(0);
    }

    private static Figures measure(Path folder, PopulationOptions options)
            throws IOException, InterruptedException, ExecutionException {
        Trajectories real = Trajectories.in(folder);
        DistanceKernel.Provider kernels =
                DistanceKernels.choose(LandmarkPrecision.SIXTEEN_BIT).kernels();
        ReferenceManifold built = real.manifold();
        ReferenceManifold arranged = new ReferenceManifold(
                built.labels(),
                built.floor(),
                built.landmarks(),
                kernels.arrange(built.amplitudes()),
                built.embedding(),
                built.runs());
        Trajectories trajectories = new Trajectories(arranged, real.file(), real.checkpoints(), real.runs());
        List<Projector> projectors = Stream.generate(() -> new Projector(trajectories, kernels))
                .limit(options.threads())
                .toList();
        for (int i = 0; i < WARM_UPS; i++) {
            project(projectors, WARM_UP);
        }
        long measured = Math.max(1, Math.round(PAPER * options.share()));
        Duration used = processorTime();
        double seconds = project(projectors, measured);
        double processorMillis = processorTime().minus(used).toNanos() / 1e6 / measured;
        double secondsForAll = seconds * PAPER / measured;
        return new Figures(
                System.getProperty("java.version"),
                kernels.name(),
                options.threads(),
                built.labels().samples(),
                built.labels().classes(),
                built.landmarks().size(),
                real.runs(),
                real.checkpoints(),
                measured,
                seconds,
                processorMillis,
                PAPER,
                secondsForAll,
                Bar.atMost("seconds for the population", secondsForAll, MOST_SECONDS));
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    /** Seconds for so many checkpoints. */
    private static double project(List<Projector> projectors, long checkpoints)
            throws InterruptedException, ExecutionException {
        Batches batches = new Batches(checkpoints, projectors.size());
        ExecutorService pool = Executors.newFixedThreadPool(projectors.size());
        try {
            long start = System.nanoTime();
            List<Callable<Double>> each = projectors.stream()
                    .map(projector -> (Callable<Double>) () -> projector.project(batches))
                    .toList();
            for (Future<Double> done : pool.invokeAll(each)) {
                done.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } finally {
            pool.shutdown();
        }
    }

    private static void print(Figures figures, boolean json) throws IOException {
        if (json) {
            System.out.println(new JsonMapper().writeValueAsString(figures));
            return;
        }
        System.out.printf(
                Locale.ROOT,
                """
                %d checkpoints of %d samples and %d classes, read from a file and projected against %d landmarks
                  (%d of them distinct, of %d runs trained on the digits and asked about variants of the probe's images)
                  kernel %s, JDK %s, %d threads: %.2f s, %.0f checkpoints/s, processor time %.2f ms each
                  %s%.1f s for the %d of the paper
                  %s
                """,
                figures.measured(),
                figures.samples(),
                figures.classes(),
                figures.landmarks(),
                figures.distinctCheckpoints(),
                figures.runs(),
                figures.kernel(),
                figures.jdk(),
                figures.threads(),
                figures.seconds(),
                figures.measured() / figures.seconds(),
                figures.processorMillis(),
                figures.measured() == figures.all() ? "" : "extrapolated: ",
                figures.secondsForAll(),
                figures.all(),
                figures.bar());
    }
}
