package io.thalweg.protocol.manifold;

import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.geometry.Snapshot;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.ProbeSetId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Manifolds of any size with random figures: of the right form, without meaning. */
record SampleManifold(int samples, int classes, int landmarks, int axes, long seed) {
    static SampleManifold small() {
        return new SampleManifold(7, 3, 5, 2, 42);
    }

    ReferenceManifold manifold() {
        SplittableRandom random = new SplittableRandom(seed);
        List<Snapshot> snapshots = new ArrayList<>();
        List<Landmark> names = new ArrayList<>();
        for (int j = 0; j < landmarks; j++) {
            snapshots.add(snapshot(random));
            names.add(new Landmark("run \"%d\" é".formatted(j % 2), "config" + j % 2, j, 10L * j, random.nextDouble()));
        }
        names.set(0, Landmark.ignorance());
        Embedding embedding =
                Embedding.ofStored(eigenvalues(random), doubles(random, landmarks), doubles(random, landmarks * axes));
        return new ReferenceManifold(
                labels(),
                1e-12,
                names,
                HeapLandmarks.of(snapshots),
                embedding,
                List.of(run("a.s0", 3, random), run("b.s0", 2, random)));
    }

    ManifoldProvenance provenance() {
        return new ManifoldProvenance(probeSet(), "thalweg test", Map.of("seed", "42", "landmarks", "farthest point"));
    }

    ProbeSetId probeSet() {
        return ProbeSet.of(labels().toArray(), classes).id();
    }

    private Labels labels() {
        int[] labels = new int[samples];
        for (int n = 0; n < samples; n++) {
            labels[n] = n % classes;
        }
        return Labels.of(labels, classes);
    }

    private ReferenceRun run(String name, int checkpoints, SplittableRandom random) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("optimiser", "sgd");
        tags.put("arch", name);
        List<ReferenceCheckpoint> at = new ArrayList<>();
        for (int i = 0; i < checkpoints; i++) {
            List<Double> x = random.doubles(axes).boxed().toList();
            at.add(new ReferenceCheckpoint(
                    i,
                    5_000_000_000L * i,
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(),
                    random.nextDouble(),
                    x));
        }
        return new ReferenceRun(name, name.substring(0, 1), tags, 100, at);
    }

    private Snapshot snapshot(SplittableRandom random) {
        double[] probabilities = new double[samples * classes];
        for (int n = 0; n < samples; n++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                probabilities[n * classes + c] = random.nextDouble();
                sum += probabilities[n * classes + c];
            }
            for (int c = 0; c < classes; c++) {
                probabilities[n * classes + c] /= sum;
            }
        }
        return Snapshot.ofProbabilities(samples, classes, probabilities);
    }

    private double[] eigenvalues(SplittableRandom random) {
        double[] values = new double[landmarks];
        for (int k = 0; k < landmarks; k++) {
            values[k] = (k % 2 == 0 ? 1 : -1) * (landmarks - k + random.nextDouble() / 2);
        }
        return values;
    }

    private static double[] doubles(SplittableRandom random, int count) {
        return random.doubles(count).toArray();
    }
}
