package io.thalweg.benchmarks.processes;

import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.Precision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A manifold of any size, computed while it is written: landmark j gives the true class of sample n p_jn and all others
 * the same share of the rest. The p_jn grow with j and are smaller for some samples than for others: were all samples alike,
 * rounding to 16 bits would not average out over them, and kernels would refuse to. Its embedding is made up; what it takes to measure against it is not.
 */
public record SyntheticManifold(int samples, int classes, int landmarks) implements LandmarkAmplitudes {
    private static final int AXES = 3;
    private static final int RUNS = 24;

    public ProbeSet probeSet() {
        return ProbeSet.of(labels(), classes);
    }

    /** Probabilities of a sample for a snapshot that learns: {@code share} for the true class. */
    public float probability(int sample, int clazz, double share) {
        return (float) (clazz == sample % classes ? share : (1 - share) / (classes - 1));
    }

    public void write(Path file, Precision precision) throws IOException {
        ReferenceManifold manifold =
                new ReferenceManifold(Labels.of(labels(), classes), 1e-12, names(), this, embedding(), runs());
        ManifoldFile.write(file, manifold, ManifoldProvenance.of(probeSet().id(), "benchmark"), precision);
    }

    private int[] labels() {
        int[] labels = new int[samples];
        for (int n = 0; n < samples; n++) {
            labels[n] = n % classes;
        }
        return labels;
    }

    private double share(int landmark) {
        return 0.05 + 0.9 * landmark / landmarks;
    }

    /** Between 0.3 and 1, spread evenly (Weyl's sequence of the golden ratio). */
    private static double ease(int sample) {
        return 0.3 + 0.7 * ((sample * 0x9e37_79b9) >>> 8) * 0x1p-24;
    }

    private double exactAmplitude(int sample, int clazz, int landmark) {
        double share = share(landmark) * ease(sample);
        return Math.sqrt(clazz == sample % classes ? share : (1 - share) / (classes - 1));
    }

    @Override
    public float[] row(int sample, int clazz, float[] scratch) {
        for (int j = 0; j < landmarks; j++) {
            scratch[j] = (float) exactAmplitude(sample, clazz, j);
        }
        return scratch;
    }

    @Override
    public double[] row(int sample, int clazz, double[] scratch) {
        for (int j = 0; j < landmarks; j++) {
            scratch[j] = exactAmplitude(sample, clazz, j);
        }
        return scratch;
    }

    private List<Landmark> names() {
        List<Landmark> names = new ArrayList<>();
        for (int j = 0; j < landmarks; j++) {
            names.add(new Landmark("mlp.s0", "mlp", j, 100L * j, share(j)));
        }
        return names;
    }

    private Embedding embedding() {
        double[] eigenvalues = new double[landmarks];
        double[] means = new double[landmarks];
        double[] coordinates = new double[landmarks * AXES];
        for (int j = 0; j < landmarks; j++) {
            eigenvalues[j] = 1.0 / (j + 1);
            means[j] = 0.1;
            coordinates[j * AXES] = share(j);
        }
        return Embedding.ofStored(eigenvalues, means, coordinates);
    }

    private static List<ReferenceRun> runs() {
        List<ReferenceRun> runs = new ArrayList<>();
        for (int r = 0; r < RUNS; r++) {
            List<Double> place = List.of(0.5, 0.0, 0.0);
            runs.add(new ReferenceRun(
                    "mlp" + r + ".s0",
                    "mlp" + r,
                    Map.of(),
                    100,
                    List.of(new ReferenceRun.ReferenceCheckpoint(0, 100, 1, 0.01 * (r + 1), 0.1, 0.9, place))));
        }
        return runs;
    }
}
