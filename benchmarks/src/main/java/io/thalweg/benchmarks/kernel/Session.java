package io.thalweg.benchmarks.kernel;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.geometry.PairwiseDistances;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All cases in one run. Ours and numpy take turns, as the machine is never the same for long; the medians count. The cases
 * of one shape share their landmarks.
 */
final class Session implements AutoCloseable {
    private static final int ALTERNATIONS = 5;
    private static final int MANY = DistanceKernel.MOST_SNAPSHOTS;
    private static final Shape SMALL_CLASSES = new Shape(10_000, 10, 256);
    private static final List<Shape> SHAPES = List.of(
            SMALL_CLASSES, new Shape(10_000, 10, 1_000), new Shape(1_000, 100, 256), new Shape(500, 1_000, 128));

    private final boolean quick;
    private final int alternations;
    private final List<@Nullable NumpyPeer> peers = new ArrayList<>();
    private final ReadBandwidth memory = new ReadBandwidth(2);
    private final List<List<Double>> bandwidth = List.of(new ArrayList<>(), new ArrayList<>());
    private final List<Outcome> outcomes = new ArrayList<>();

    Session(boolean quick) throws IOException, InterruptedException {
        this.quick = quick;
        this.alternations = quick ? ALTERNATIONS : 2 * ALTERNATIONS - 1;
        for (int threads = 1; threads <= 2; threads++) {
            Optional<NumpyPeer> peer = quick && threads > 1 ? Optional.empty() : NumpyPeer.start(threads);
            peers.add(peer.orElse(null));
        }
    }

    Report run() throws IOException, InterruptedException {
        for (int warmUp = 0; warmUp < 10; warmUp++) {
            memory.gigabytesPerSecond(1);
        }
        measureBandwidth();
        for (Shape shape : SHAPES) {
            if (!quick || shape.landmarks() <= SMALL_CLASSES.landmarks()) {
                measure(shape);
            }
        }
        pairwise(quick ? new Shape(2_000, 10, 512) : new Shape(10_000, 10, 2_000));
        NumpyPeer first = peers.get(0);
        Map<String, Double> medians = new TreeMap<>();
        for (int threads = 1; threads <= 2; threads++) {
            medians.put(String.valueOf(threads), rounded(median(bandwidth.get(threads - 1))));
        }
        return new Report(
                System.getProperty("java.runtime.version"),
                first == null ? "without numpy" : first.version(),
                medians,
                outcomes);
    }

    private void measure(Shape shape) throws IOException, InterruptedException {
        SyntheticLandmarks landmarks = new SyntheticLandmarks(shape);
        float[][] snapshots = new float[MANY][];
        for (int s = 0; s < MANY; s++) {
            snapshots[s] = SyntheticLandmarks.snapshot(shape, s + 2L);
        }
        for (DistanceKernel.Provider kernels : contestants()) {
            LandmarkAmplitudes arranged = kernels.arrange(landmarks);
            boolean plain = kernels == DistanceKernels.plainRows();
            boolean sixteen = kernels.name().contains("16");
            for (int threads = 1; threads <= (quick ? 1 : 2); threads++) {
                if (!quick || sixteen || shape.equals(SMALL_CLASSES)) {
                    measure(kernels, arranged, landmarks, shape, Arrays.copyOf(snapshots, 1), threads);
                }
                if (!plain && (!quick || sixteen)) {
                    measure(kernels, arranged, landmarks, shape, snapshots, threads);
                }
            }
        }
        measureBandwidth();
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

    private void measure(
            DistanceKernel.Provider kernels,
            LandmarkAmplitudes arranged,
            SyntheticLandmarks landmarks,
            Shape shape,
            float[][] snapshots,
            int threads)
            throws IOException {
        NumpyPeer peer = peers.get(threads - 1);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        double error;
        try (Contestant contestant = new Contestant(kernels, arranged, shape, snapshots, threads)) {
            if (peer != null) {
                peer.prepare(shape, snapshots.length);
            }
            int repeats = contestant.warmUp(quick ? 0.8 : 3);
            int theirRepeats = peer == null ? 0 : Math.max(1, (int) (100 / (peer.run(1) * snapshots.length)));
            for (int round = 0; round < alternations; round++) {
                ours.add(contestant.run(repeats));
                if (peer != null) {
                    theirs.add(peer.run(theirRepeats));
                }
            }
            error = contestant.largestError(landmarks);
        }
        long bytes = kernels.heapBytes(shape.samples(), shape.classes(), shape.landmarks());
        add(kernels.name(), shape, snapshots.length, threads, ours, theirs, bytes, error);
    }

    private void pairwise(Shape shape) throws IOException {
        List<float[]> snapshots = new ArrayList<>();
        for (int j = 0; j < shape.landmarks(); j++) {
            snapshots.add(SyntheticLandmarks.snapshot(shape, j));
        }
        NumpyPeer peer = peers.get(quick ? 0 : 1);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        double[] distances = {};
        for (int round = 0; round <= ALTERNATIONS; round++) {
            long start = System.nanoTime();
            distances =
                    PairwiseDistances.among(snapshots, shape.samples(), shape.classes(), Contestant.FLOOR, done -> {});
            double millis = (System.nanoTime() - start) / 1e6;
            double numpy = peer == null ? 0 : peer.pairwise(shape);
            if (round > 0) {
                ours.add(millis / shape.landmarks());
                theirs.add(numpy / shape.landmarks());
            }
        }
        double error = SyntheticLandmarks.largestError(snapshots, distances, shape, Contestant.FLOOR);
        int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
        long bytes = shape.amplitudes() * Float.BYTES * shape.landmarks() / MANY / 2;
        add("pairwise", shape, shape.landmarks(), threads, ours, peer == null ? List.of() : theirs, bytes, error);
    }

    private void add(
            String kernel,
            Shape shape,
            int snapshots,
            int threads,
            List<Double> ours,
            List<Double> theirs,
            long bytes,
            double error) {
        double millis = median(ours);
        double speed = bytes / (millis * snapshots * 1e6);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < theirs.size(); i++) {
            ratios.add(theirs.get(i) / ours.get(i));
        }
        outcomes.add(new Outcome(
                kernel,
                List.of(shape.samples(), shape.classes(), shape.landmarks()),
                snapshots,
                threads,
                rounded(millis),
                theirs.isEmpty() ? null : rounded(median(theirs)),
                ratios.isEmpty() ? null : rounded(median(ratios)),
                rounded(speed),
                rounded(speed / median(bandwidth.get(threads - 1))),
                error));
    }

    private void measureBandwidth() throws InterruptedException {
        for (int threads = 1; threads <= 2; threads++) {
            for (int round = 0; round < ALTERNATIONS; round++) {
                bandwidth.get(threads - 1).add(memory.gigabytesPerSecond(threads));
            }
        }
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }

    @Override
    public void close() throws IOException {
        for (NumpyPeer peer : peers) {
            if (peer != null) {
                peer.close();
            }
        }
    }
}
