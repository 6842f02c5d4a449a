package io.thalweg.processor.tracking;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Eigenpairs;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.Snapshot;
import io.thalweg.protocol.ProbeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A manifold small enough to check by hand: the landmarks are five points of the geodesic from ignorance to truth, and
 * nineteen healthy runs were 0.01 to 0.19 nats off, so that the threshold at alpha = 0.05 is 0.19 nats. They were slow and
 * wrong, so that no run is behind them or in excess of them, and over after one step, so that no run is too young.
 */
public final class TinyManifold {
    public static final double THRESHOLD = 0.19;

    /** Length of the runs of {@link #trained}. */
    public static final int STEPS = 100;

    private static final double FLOOR = 1e-12;
    private static final double[] PLACES = {0, 0.25, 0.5, 0.75, 1};

    private final Labels labels;
    private final LoadedManifold loaded;

    private TinyManifold(Labels labels, LoadedManifold loaded) {
        this.labels = labels;
        this.loaded = loaded;
    }

    /** A manifold on a probe set of this many samples of 3 classes. */
    public static TinyManifold of(int samples) {
        return of(samples, 19, "1");
    }

    /**
     * A manifold whose calibration and hash are chosen.
     *
     * @param healthyRuns runs that the calibration rests on
     * @param hashDigit what its hash consists of
     */
    public static TinyManifold of(int samples, int healthyRuns, String hashDigit) {
        int[] classes = new int[samples];
        for (int n = 0; n < samples; n++) {
            classes[n] = n % 3;
        }
        Labels labels = Labels.of(classes, 3);
        List<Snapshot> snapshots = new ArrayList<>();
        List<Landmark> landmarks = new ArrayList<>();
        for (int j = 0; j < PLACES.length; j++) {
            snapshots.add(Snapshot.geodesic(labels, PLACES[j]));
            landmarks.add(new Landmark("mlp64.s0", "mlp64", j, 100L * j, PLACES[j]));
        }
        landmarks.set(0, Landmark.ignorance());
        landmarks.set(4, Landmark.truth());
        ReferenceManifold manifold = new ReferenceManifold(
                labels, FLOOR, landmarks, HeapLandmarks.of(snapshots), embedding(snapshots), runs(healthyRuns));
        return new TinyManifold(
                labels, LoadedManifold.of(ProbeSet.of(classes, 3).id(), "sha256:" + hashDigit.repeat(64), manifold));
    }

    /**
     * A manifold of ten configurations of two runs, {@value #STEPS} steps long, that went along the geodesic. One configuration is
     * slower than the others by a unit of the stall detector, which makes the threshold at alpha = 0.05 one unit.
     */
    public static TinyManifold trained() {
        int[] classes = IntStream.range(0, 12).map(n -> n % 3).toArray();
        Labels labels = Labels.of(classes, 3);
        List<Snapshot> snapshots = new ArrayList<>(List.of(Snapshot.ignorance(12, 3), Snapshot.truth(labels)));
        List<Landmark> landmarks = new ArrayList<>(List.of(Landmark.ignorance(), Landmark.truth()));
        List<ReferenceRun> runs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            double pace = i < 2 ? 0.6 + 0.02 * i : 0.8 + 0.005 * i;
            String config = "config" + i / 2;
            String run = config + ".s" + i % 2;
            List<ReferenceRun.ReferenceCheckpoint> checkpoints = new ArrayList<>();
            for (int t = 0; t <= 10; t++) {
                double progress = pace * t / 10;
                Snapshot snapshot = Snapshot.geodesic(labels, progress);
                checkpoints.add(new ReferenceRun.ReferenceCheckpoint(
                        t,
                        (long) t * STEPS / 10,
                        progress,
                        0.01 + 0.0005 * i,
                        Divergence.BHATTACHARYYA.between(snapshot, Snapshot.truth(labels), FLOOR),
                        Divergence.BHATTACHARYYA.between(snapshot, Snapshot.ignorance(12, 3), FLOOR),
                        List.of(progress, 0.0)));
                if (t % 3 == 2) {
                    snapshots.add(snapshot);
                    landmarks.add(new Landmark(run, config, t, (long) t * STEPS / 10, progress));
                }
            }
            runs.add(new ReferenceRun(run, config, Map.of(), STEPS, checkpoints));
        }
        ReferenceManifold manifold = new ReferenceManifold(
                labels, FLOOR, landmarks, HeapLandmarks.of(snapshots), embedding(snapshots), runs);
        return new TinyManifold(
                labels, LoadedManifold.of(ProbeSet.of(classes, 3).id(), "sha256:" + "3".repeat(64), manifold));
    }

    public LoadedManifold loaded() {
        return loaded;
    }

    /** Probabilities of the point of the geodesic with this progress: on the manifold, or very near it. */
    public float[] healthy(double progress) {
        return probabilities(Snapshot.geodesic(labels, progress));
    }

    /** Probabilities of a network that is nearly sure of the wrong class: far off the manifold. */
    public float[] offManifold() {
        float[] probabilities = new float[labels.samples() * 3];
        for (int n = 0; n < labels.samples(); n++) {
            for (int c = 0; c < 3; c++) {
                probabilities[3 * n + c] = c == (labels.label(n) + 1) % 3 ? 0.98f : 0.01f;
            }
        }
        return probabilities;
    }

    private float[] probabilities(Snapshot snapshot) {
        float[] probabilities = new float[labels.samples() * 3];
        for (int i = 0; i < probabilities.length; i++) {
            double amplitude = snapshot.amplitude(i / 3, i % 3);
            probabilities[i] = (float) (amplitude * amplitude);
        }
        return probabilities;
    }

    private static List<ReferenceRun> runs(int count) {
        List<ReferenceRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(new ReferenceRun(
                    "healthy.s" + i,
                    "config" + i,
                    Map.of(),
                    1,
                    List.of(new ReferenceRun.ReferenceCheckpoint(
                            0, 1, 0, THRESHOLD * (i + 1) / 19, 3, 0, List.of(0.0, 0.0)))));
        }
        return runs;
    }

    private static Embedding embedding(List<Snapshot> snapshots) {
        int m = snapshots.size();
        double[] distances = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                distances[i * m + j] = Divergence.BHATTACHARYYA.between(snapshots.get(i), snapshots.get(j), FLOOR);
            }
        }
        double[] matrix = Embedding.centre(distances, m);
        double[] vectors = jacobi(matrix, m);
        double[] values = new double[m];
        for (int k = 0; k < m; k++) {
            values[k] = matrix[k * m + k];
        }
        return Embedding.of(distances, Eigenpairs.of(values, vectors), 2);
    }

    /** Cyclic Jacobi: turns the matrix diagonal in place and returns the eigenvectors as columns. */
    private static double[] jacobi(double[] a, int m) {
        double[] vectors = new double[m * m];
        for (int i = 0; i < m; i++) {
            vectors[i * m + i] = 1;
        }
        for (int sweep = 0; sweep < 50; sweep++) {
            for (int p = 0; p < m; p++) {
                for (int q = p + 1; q < m; q++) {
                    double angle = 0.5 * Math.atan2(2 * a[p * m + q], a[q * m + q] - a[p * m + p]);
                    rotate(a, m, p, q, angle, true);
                    rotate(a, m, p, q, angle, false);
                    rotate(vectors, m, p, q, angle, false);
                }
            }
        }
        return vectors;
    }

    private static void rotate(double[] matrix, int m, int p, int q, double angle, boolean rows) {
        for (int i = 0; i < m; i++) {
            int atP = rows ? p * m + i : i * m + p;
            int atQ = rows ? q * m + i : i * m + q;
            double ofP = matrix[atP];
            double ofQ = matrix[atQ];
            matrix[atP] = Math.cos(angle) * ofP - Math.sin(angle) * ofQ;
            matrix[atQ] = Math.sin(angle) * ofP + Math.cos(angle) * ofQ;
        }
    }
}
