package io.thalweg.cli;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.reference.build.BuiltReference;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** What {@code reference build} says of what it has built. */
final class BuildReport {
    private static final double USUAL_ALPHA = 0.05;

    private final BuiltReference built;
    private final ManifoldHash hash;
    private final double loadSeconds;

    BuildReport(BuiltReference built, ManifoldHash hash, double loadSeconds) {
        this.built = built;
        this.hash = hash;
        this.loadSeconds = loadSeconds;
    }

    Map<String, Object> toJson() {
        ReferenceManifold manifold = built.manifold();
        Embedding embedding = manifold.embedding();
        Calibration calibration = manifold.calibration();
        Map<String, Double> seconds = new LinkedHashMap<>();
        seconds.put("load", loadSeconds);
        seconds.putAll(built.seconds());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("manifold", hash.value());
        json.put("landmarks", embedding.landmarks());
        json.put("samples", manifold.labels().samples());
        json.put("classes", manifold.labels().classes());
        json.put("axes", embedding.axes());
        json.put("eigenvalues", embedding.eigenvalues());
        json.put("explainedStress", explainedStress(embedding, embedding.landmarks()));
        json.put("referenceRuns", manifold.runs().size());
        json.put("configurations", calibration.configurations());
        json.put("smallestAlpha", calibration.smallestAlpha());
        CalibrationReport.of(manifold)
                .threshold(USUAL_ALPHA)
                .ifPresent(threshold -> json.put("thresholdAtAlpha0.05", threshold));
        json.put("findings", built.findings());
        json.put("seconds", seconds);
        return json;
    }

    void print(PrintWriter out, Path file) {
        ReferenceManifold manifold = built.manifold();
        Embedding embedding = manifold.embedding();
        Calibration calibration = manifold.calibration();
        out.printf("%s written: %s%n", file, hash.value());
        out.printf(
                "  %d landmarks of %d runs (%d configurations), %d samples x %d classes%n",
                embedding.landmarks(),
                manifold.runs().size(),
                calibration.configurations(),
                manifold.labels().samples(),
                manifold.labels().classes());
        out.printf(
                "  %d axes explain %s of the stress%n",
                embedding.axes(),
                Arrays.stream(explainedStress(embedding, embedding.axes()))
                        .mapToObj("%.3f"::formatted)
                        .toList());
        CalibrationReport.of(manifold).lines().forEach(line -> out.println("  " + line));
        built.findings().forEach(finding -> out.println("  note: " + finding));
        out.flush();
    }

    private static double[] explainedStress(Embedding embedding, int axes) {
        return IntStream.rangeClosed(1, axes)
                .mapToDouble(embedding::explainedStress)
                .toArray();
    }
}
