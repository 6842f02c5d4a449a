package io.thalweg.benchmarks.pipeline;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.KernelThreads;
import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.tracking.LoadedManifold;
import io.thalweg.protocol.chunk.ChunkHeader;
import io.thalweg.protocol.chunk.Encoding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;

/**
 * The distances alone: chunks that lie in memory, folded by the kernel that the service takes, onto the landmarks where the
 * service has them (heap or mapped file); as many snapshots in a pass as it takes where each comes in one
 * chunk, otherwise one. Arguments: manifold file, samples, classes, encoding, seconds, threads, file for
 * the result.
 */
final class KernelAlone {
    private static final int HEAP_SHARE = 3;
    private static final double ALPHA = 0.05;
    private static final double WARM_UP_SHARE = 0.25;
    /** The most snapshots that the service folds in a pass. */
    private static final int TOGETHER = 16;

    private KernelAlone() {}

    public static void main(String[] arguments) throws IOException {
        int samples = Integer.parseInt(arguments[1]);
        int classes = Integer.parseInt(arguments[2]);
        Encoding encoding = Encoding.valueOf(arguments[3]);
        double seconds = Double.parseDouble(arguments[4]);
        DistanceKernel.Provider kernels =
                DistanceKernels.choose(LandmarkPrecision.SIXTEEN_BIT).kernels();
        long heapBudget = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        try (KernelThreads threads = KernelThreads.start(Integer.parseInt(arguments[5]));
                LoadedManifolds manifolds =
                        new LoadedManifolds(threads.dividing(kernels), ALPHA, heapBudget, InstantSource.system())) {
            manifolds.load(Path.of(arguments[0]));
            LoadedManifold loaded = manifolds.all().get(0).loaded();
            List<ChunkHeader> chunks = PipelineCase.chunks(loaded.probeSet(), samples, classes, encoding);
            measure(loaded, chunks, seconds * WARM_UP_SHARE);
            Rate rate = measure(loaded, chunks, seconds);
            Files.writeString(
                    Path.of(arguments[6]), kernels.name() + " " + rate.perSecond() + " " + rate.processorMillis());
        }
    }

    private static Rate measure(LoadedManifold loaded, List<ChunkHeader> chunks, double seconds) {
        DistanceKernel kernel = loaded.kernels()
                .kernel(loaded.manifold().amplitudes(), loaded.manifold().floor());
        int classes = loaded.classes();
        int together = chunks.size() == 1 ? TOGETHER : 1;
        float[][] amplitudes = new float[together][chunks.get(0).sampleCount() * classes];
        double[][] sums = new double[together][loaded.manifold().landmarks().size()];
        for (float[] one : amplitudes) {
            Arrays.fill(one, (float) Math.sqrt(1.0 / classes));
        }
        Duration used = processorTime();
        long start = System.nanoTime();
        long snapshots = 0;
        while (snapshots == 0 || System.nanoTime() - start < seconds * 1e9) {
            for (ChunkHeader chunk : chunks) {
                kernel.accumulate(amplitudes, together, 0, chunk.firstSample(), chunk.sampleCount(), sums);
            }
            snapshots += together;
        }
        return Rate.of(snapshots, System.nanoTime() - start, processorTime().minus(used));
    }

    private static Duration processorTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }
}
