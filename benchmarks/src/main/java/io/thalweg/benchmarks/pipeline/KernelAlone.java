package io.thalweg.benchmarks.pipeline;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.KernelThreads;
import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.chunk.ChunkHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * The distances alone: chunks that lie in memory, folded by the kernel that the service takes, onto the landmarks where the
 * service has them (heap or mapped file); {@value DistanceKernel#MOST_SNAPSHOTS} snapshots in a pass where each comes in one
 * chunk, otherwise one. Arguments: manifold file, samples, classes, seconds, threads, file for the result.
 */
final class KernelAlone {
    private static final int HEAP_SHARE = 3;
    private static final double ALPHA = 0.05;
    private static final double WARM_UP_SHARE = 0.25;

    private KernelAlone() {}

    public static void main(String[] arguments) throws IOException {
        int samples = Integer.parseInt(arguments[1]);
        int classes = Integer.parseInt(arguments[2]);
        double seconds = Double.parseDouble(arguments[3]);
        DistanceKernel.Provider kernels =
                DistanceKernels.choose(LandmarkPrecision.SIXTEEN_BIT).kernels();
        try (KernelThreads threads = KernelThreads.start(Integer.parseInt(arguments[4]))) {
            String perSecond = measure(Path.of(arguments[0]), threads.dividing(kernels), samples, classes, seconds);
            Files.writeString(Path.of(arguments[5]), perSecond);
        }
    }

    private static String measure(Path file, DistanceKernel.Provider kernels, int samples, int classes, double seconds)
            throws IOException {
        long heapBudget = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        try (LoadedManifolds manifolds = new LoadedManifolds(kernels, ALPHA, heapBudget, InstantSource.system())) {
            manifolds.load(file);
            LoadedManifold loaded = manifolds.all().get(0).loaded();
            PipelineCase shape = new PipelineCase(
                    "shape", "", samples, classes, loaded.manifold().landmarks().size(), 1, 1);
            measure(loaded, shape.chunks(loaded.probeSet()), seconds * WARM_UP_SHARE);
            double perSecond = measure(loaded, shape.chunks(loaded.probeSet()), seconds);
            return kernels.name() + " " + perSecond;
        }
    }

    private static double measure(LoadedManifold loaded, List<ChunkHeader> chunks, double seconds) {
        DistanceKernel kernel = loaded.kernels()
                .kernel(loaded.manifold().amplitudes(), loaded.manifold().floor());
        int classes = loaded.classes();
        int together = chunks.size() == 1 ? DistanceKernel.MOST_SNAPSHOTS : 1;
        float[][] amplitudes = new float[together][chunks.get(0).sampleCount() * classes];
        double[][] sums = new double[together][loaded.manifold().landmarks().size()];
        for (float[] one : amplitudes) {
            Arrays.fill(one, (float) Math.sqrt(1.0 / classes));
        }
        long start = System.nanoTime();
        long snapshots = 0;
        while (snapshots == 0 || System.nanoTime() - start < seconds * 1e9) {
            for (ChunkHeader chunk : chunks) {
                kernel.accumulate(amplitudes, together, 0, chunk.firstSample(), chunk.sampleCount(), sums);
            }
            snapshots += together;
        }
        return snapshots / ((System.nanoTime() - start) / 1e9);
    }
}
