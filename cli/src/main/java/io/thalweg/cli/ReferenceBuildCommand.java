package io.thalweg.cli;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.protocol.ProbeSet;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.Precision;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuiltReference;
import io.thalweg.reference.build.ReferenceBuilder;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg reference build}: a folder of trajectories becomes a manifold file. */
@Command(
        name = "build",
        description = "Builds and calibrates a reference manifold from the trajectories of finished, healthy runs.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The folder holds labels.npy (int, [N]), one <run>.npy a run (float probabilities, [T, N, C])",
            "and, if you like, runs.json: [{\"run\", \"config\", \"seed\", \"kind\", \"steps\", \"tags\"}, ...].",
            "Examples:",
            "  thalweg reference build --trajectories runs/ --out digits.safetensors",
            "  thalweg reference build --trajectories runs/ --out all.safetensors --landmarks all --axes 6 --json"
        })
final class ReferenceBuildCommand implements Callable<Integer> {
    @Option(names = "--trajectories", required = true, paramLabel = "DIR", description = "Folder of trajectories.")
    private Path trajectories = Path.of(".");

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The manifold file to write.")
    private Path out = Path.of(".");

    @Option(
            names = "--landmarks",
            paramLabel = "all|N",
            defaultValue = "256",
            description = "How many landmarks, anchors included (default: ${DEFAULT-VALUE}).")
    private String landmarks = "256";

    @Option(
            names = "--axes",
            paramLabel = "K",
            defaultValue = "3",
            description = "Axes of the embedding to keep (default: ${DEFAULT-VALUE}).")
    private int axes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "Seed of farthest-point sampling (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--no-anchors", description = "Leave ignorance and truth out of the landmarks.")
    private boolean noAnchors;

    @Option(
            names = "--precision",
            paramLabel = "float64|float32",
            defaultValue = "float64",
            description = "Of the landmarks in the file; float32 halves it and adds about 1e-8 nats (default:"
                    + " ${DEFAULT-VALUE}).")
    private Precision precision = Precision.FLOAT64;

    @Option(names = "--json", description = "Print one JSON object instead of a report.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        BuildOptions options = options();
        requireWritable(out);
        long start = System.nanoTime();
        try (ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), !json);
                TrajectoryFolder folder = TrajectoryFolder.open(trajectories)) {
            double loadSeconds = (System.nanoTime() - start) / 1e9;
            BuiltReference built = ReferenceBuilder.build(folder, options, progress::at);
            ManifoldHash hash = ManifoldFile.write(out, built.manifold(), provenance(folder), precision);
            Map<String, Double> seconds = new LinkedHashMap<>();
            seconds.put("load", loadSeconds);
            seconds.putAll(built.seconds());
            progress.clear();
            print(summary(built, hash, seconds), built.findings());
        }
        return ExitCode.OK;
    }

    private BuildOptions options() {
        try {
            OptionalInt number =
                    landmarks.equals("all") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(landmarks));
            return new BuildOptions(number, axes, seed, !noAnchors, Divergence.DEFAULT_FLOOR);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--landmarks is '%s': expected a number or 'all'".formatted(landmarks), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private static void requireWritable(Path out) {
        Path folder = out.toAbsolutePath().getParent();
        if (Files.isDirectory(out) || folder == null || !Files.isWritable(folder)) {
            throw new CommandFailure(
                    "--out is '%s': expected a file in a folder that exists and can be written to".formatted(out));
        }
    }

    private ManifoldProvenance provenance(TrajectoryFolder folder) {
        int[] labels = folder.labels().toArray();
        Map<String, String> facts = new TreeMap<>();
        facts.put("landmarks", landmarks);
        facts.put("seed", Long.toString(seed));
        facts.put("anchors", Boolean.toString(!noAnchors));
        facts.put("selection", landmarks.equals("all") ? "every snapshot" : "farthest-point sampling");
        facts.put(
                "source",
                String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()));
        return new ManifoldProvenance(
                ProbeSet.of(labels, folder.labels().classes()).id(), Version.software(), facts);
    }

    private static Map<String, Object> summary(BuiltReference built, ManifoldHash hash, Map<String, Double> seconds) {
        ReferenceManifold manifold = built.manifold();
        Embedding embedding = manifold.embedding();
        Calibration calibration = manifold.calibration();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("manifold", hash.value());
        summary.put("landmarks", embedding.landmarks());
        summary.put("samples", manifold.labels().samples());
        summary.put("classes", manifold.labels().classes());
        summary.put("axes", embedding.axes());
        summary.put("eigenvalues", embedding.eigenvalues());
        summary.put(
                "explainedStress",
                IntStream.rangeClosed(1, embedding.landmarks())
                        .mapToDouble(embedding::explainedStress)
                        .toArray());
        summary.put("referenceRuns", manifold.runs().size());
        summary.put("configurations", calibration.configurations());
        summary.put("smallestAlpha", calibration.smallestAlpha());
        calibration.threshold(0.05).ifPresent(threshold -> summary.put("thresholdAtAlpha0.05", threshold));
        summary.put("findings", built.findings());
        summary.put("seconds", seconds);
        return summary;
    }

    private void print(Map<String, Object> summary, List<String> findings) {
        if (json) {
            Json.printLine(spec.commandLine().getOut(), summary);
            return;
        }
        double[] stress = (double[]) summary.getOrDefault("explainedStress", new double[0]);
        var out = spec.commandLine().getOut();
        out.printf("%s written: %s%n", this.out, summary.get("manifold"));
        out.printf(
                "  %s landmarks of %s runs (%s configurations), %s samples x %s classes%n",
                summary.get("landmarks"),
                summary.get("referenceRuns"),
                summary.get("configurations"),
                summary.get("samples"),
                summary.get("classes"));
        out.printf(
                "  %s axes explain %s of the stress%n",
                axes,
                Arrays.stream(stress).limit(axes).mapToObj("%.3f"::formatted).toList());
        if (summary.containsKey("thresholdAtAlpha0.05")) {
            out.printf("  alarm threshold at alpha = 0.05: %s nats%n", summary.get("thresholdAtAlpha0.05"));
        }
        findings.forEach(finding -> out.println("  note: " + finding));
        out.flush();
    }
}
