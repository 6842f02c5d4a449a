package io.thalweg.benchmarks.kernel;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.geometry.PairwiseDistances;
import io.thalweg.geometry.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * All cases in one run. Ours and numpy take turns, as the machine is never the same for long; the medians count. The cases
 * of one shape share their landmarks.
 */
final class Session implements AutoCloseable {
    static final String PAIRWISE = "pairwise";
    static final String PROJECTION = "projection";
    static final String PROGRESS = "progress";
    static final Shape FEW_CLASSES = new Shape(10_000, 10, 256);
    static final Shape SOME_CLASSES = new Shape(1_000, 100, 256);
    static final Shape MANY_CLASSES = new Shape(500, 1_000, 128);
    static final int MANY = 16;
    private static final Shape MORE_LANDMARKS = new Shape(10_000, 10, 1_000);
    private static final Shape LARGEST = new Shape(5_000, 1_000, 128);
    private static final int PAIRWISE_LANDMARKS = 2_000;

    private final boolean quick;
    private final int alternations;
    private final NumpyPeers peers;
    private final ReadBandwidth memory = new ReadBandwidth(2);
    private final List<Outcome> outcomes = new ArrayList<>();

    Session(boolean quick) throws IOException, InterruptedException {
        this.quick = quick;
        this.alternations = quick ? 5 : 9;
        this.peers = NumpyPeers.start();
    }

    Report run() throws IOException, InterruptedException {
        String load = Load.now();
        memory.warmUp();
        measure(FEW_CLASSES, kernels -> true);
        measure(SOME_CLASSES, kernels -> true);
        measure(MANY_CLASSES, kernels -> true);
        if (!quick) {
            measure(MORE_LANDMARKS, kernels -> true);
            measure(LARGEST, kernels -> kernels != DistanceKernels.plainRows());
        }
        pairwise(new Shape(quick ? 500 : 10_000, 10, PAIRWISE_LANDMARKS));
        return new Report(
                System.getProperty("java.runtime.version"),
                "%s, medians of %d alternations (%d for pairwise), load of the last minute %s before and %s after"
                        .formatted(peers.version(), alternations, pairwiseAlternations(), load, Load.now()),
                memory.medians(),
                outcomes);
    }

    private void measure(Shape shape, Predicate<DistanceKernel.Provider> which)
            throws IOException, InterruptedException {
        SyntheticLandmarks landmarks = new SyntheticLandmarks(shape);
        float[][] snapshots = new float[MANY][];
        for (int s = 0; s < MANY; s++) {
            snapshots[s] = SyntheticLandmarks.snapshot(shape, s + 2);
        }
        for (DistanceKernel.Provider kernels : contestants()) {
            if (which.test(kernels)) {
                measure(kernels, landmarks, snapshots, shape);
            }
        }
    }

    private void measure(
            DistanceKernel.Provider kernels, SyntheticLandmarks landmarks, float[][] snapshots, Shape shape)
            throws IOException, InterruptedException {
        LandmarkAmplitudes arranged = kernels.arrange(landmarks);
        boolean sixteen = kernels.name().contains("16");
        boolean together = sixteen || (!quick && kernels != DistanceKernels.plainRows());
        for (int threads = 1; threads <= 2; threads++) {
            // Those that no bar asks for take their time: the plain loops at many classes, numpy at all with two
            // threads.
            if (threads == 1 || !quick || (sixteen && shape.equals(FEW_CLASSES))) {
                fold(kernels, arranged, landmarks, Arrays.copyOf(snapshots, 1), threads);
            }
            if (together && (!quick || (threads == 1 && shape.equals(FEW_CLASSES)))) {
                fold(kernels, arranged, landmarks, snapshots, threads);
            }
        }
        if (sixteen && shape.equals(FEW_CLASSES)) {
            progress(kernels, arranged, shape, snapshots[1]);
        }
    }

    private static List<DistanceKernel.Provider> contestants() {
        List<DistanceKernel.Provider> contestants = new ArrayList<>(List.of(DistanceKernels.plainRows()));
        for (LandmarkPrecision precision : LandmarkPrecision.values()) {
            DistanceKernels.Choice choice = DistanceKernels.choose(precision);
            if (choice.kernels() != DistanceKernels.plainRows()) {
                contestants.add(choice.kernels());
            } else {
                System.err.println("benchmarks/kernel: plain loops only: " + choice.reason());
            }
        }
        return contestants;
    }

    private void fold(
            DistanceKernel.Provider kernels,
            LandmarkAmplitudes arranged,
            SyntheticLandmarks landmarks,
            float[][] snapshots,
            int threads)
            throws IOException, InterruptedException {
        Shape shape = landmarks.shape();
        NumpyPeer peer = shape.equals(LARGEST) ? null : peers.with(threads);
        try (Contestant contestant = new Contestant(kernels, arranged, shape, snapshots, threads)) {
            int calls = contestant.warmUp(quick ? 0.5 : 3);
            int theirCalls = peer == null ? 0 : Contestant.calls(peer.prepare(shape, snapshots.length));
            Alternations times = Alternations.of(
                    alternations,
                    () -> contestant.run(calls),
                    peer == null ? null : () -> peer.run(theirCalls),
                    () -> memory.measure(threads));
            long bytes = kernels.heapBytes(shape.samples(), shape.classes(), shape.landmarks());
            // All kinds of predictions, and as many at once as are timed.
            double error = contestant.largestError(landmarks);
            add(kernels.name(), shape, snapshots.length, threads, times, bytes, error);
        }
    }

    private void progress(DistanceKernel.Provider kernels, LandmarkAmplitudes arranged, Shape shape, float[] snapshot)
            throws IOException, InterruptedException {
        ProgressContestant whole = new ProgressContestant(arranged, snapshot, kernels);
        ProgressContestant part = new ProgressContestant(arranged, snapshot, ProgressContestant.NOTHING);
        whole.run(300);
        part.run(2_000);
        long read = (long) shape.samples() * shape.classes() * Float.BYTES;
        long bytes = kernels.heapBytes(shape.samples(), shape.classes(), shape.landmarks()) + read;
        Alternations ofWhole = Alternations.of(alternations, () -> whole.run(30), null, () -> memory.measure(1));
        Alternations ofPart = Alternations.of(alternations, () -> part.run(100), null, () -> memory.measure(1));
        add(PROJECTION, shape, 1, 1, ofWhole, bytes, whole.largestError());
        add(PROGRESS, shape, 1, 1, ofPart, read, part.largestError());
    }

    private int pairwiseAlternations() {
        return quick ? 3 : 5;
    }

    private void pairwise(Shape shape) throws IOException, InterruptedException {
        List<Snapshot> snapshots = SyntheticLandmarks.snapshots(shape);
        NumpyPeer peer = peers.with(2);
        double[][] distances = new double[1][];
        Alternations.Figure ours = () -> {
            long start = System.nanoTime();
            distances[0] = PairwiseDistances.among(snapshots, Contestant.FLOOR, done -> {});
            return (System.nanoTime() - start) / 1e6 / shape.landmarks();
        };
        ours.take();
        Alternations times = Alternations.of(
                pairwiseAlternations(),
                ours,
                peer == null ? null : () -> peer.pairwise(shape) / shape.landmarks(),
                () -> memory.measure(2));
        double error = SyntheticLandmarks.largestError(snapshots, distances[0], Contestant.FLOOR);
        // Half of the landmarks, once for every group of rows.
        long bytes = shape.amplitudes() * Float.BYTES * shape.landmarks() / DistanceKernel.MOST_SNAPSHOTS / 2;
        add(PAIRWISE, shape, shape.landmarks(), 2, times, bytes, error);
    }

    private void add(
            String kernel, Shape shape, int snapshots, int threads, Alternations times, long bytes, double error) {
        double bytesEach = (double) bytes / snapshots;
        outcomes.add(new Outcome(
                kernel,
                shape,
                snapshots,
                threads,
                times.millis(),
                times.numpyMillis(),
                times.ratio(),
                bytesEach / (times.millis() * 1e6),
                times.bandwidthShare(bytesEach),
                error));
    }

    @Override
    public void close() throws IOException {
        peers.close();
    }
}
