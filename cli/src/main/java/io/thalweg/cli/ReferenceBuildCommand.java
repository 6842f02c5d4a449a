package io.thalweg.cli;

import io.thalweg.geometry.Divergence;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.ManifoldHash;
import io.thalweg.protocol.manifold.ManifoldProvenance;
import io.thalweg.protocol.manifold.Precision;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuiltReference;
import io.thalweg.reference.build.ReferenceBuilder;
import io.thalweg.reference.recording.ProbeLabels;
import io.thalweg.reference.trajectory.LabelFile;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
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
            "With --bootstrap-server the runs are recorded from the snapshots topic instead, as reference record does.",
            "Examples:",
            "  thalweg reference build --trajectories runs/ --out digits.safetensors",
            "  thalweg reference build --trajectories runs/ --out all.safetensors --landmarks all --axes 6 --json",
            "  thalweg reference build --bootstrap-server localhost:9092 --labels labels.npy --out live.safetensors"
        })
final class ReferenceBuildCommand implements Callable<Integer> {
    private static final String ALL = "all";

    @Option(names = "--trajectories", paramLabel = "DIR", description = "Folder of trajectories.")
    private @Nullable Path trajectories;

    @Option(
            names = "--labels",
            paramLabel = "labels.npy",
            description = "True classes, int, [N]: with --bootstrap-server, for the topic has none.")
    private @Nullable Path labels;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The manifold file to write.")
    private Path out = Path.of(".");

    @Option(
            names = "--landmarks",
            paramLabel = "all|N",
            description = "How many landmarks, anchors included (default: 256, or all where there are fewer).")
    private @Nullable String landmarks;

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

    @Option(
            names = "--keep",
            paramLabel = "RUN",
            description = "Keep this run even if it is an outlier among the reference runs; may be repeated.")
    private Set<String> kept = new LinkedHashSet<>();

    @Option(names = "--json", description = "Print one JSON object instead of a report.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // Said before the work, since it may be long.
        options(landmarks == null ? ALL : landmarks);
        boolean recorded = spec.commandLine().getParseResult().hasMatchedOption("--bootstrap-server");
        if (trajectories != null && !recorded && labels == null) {
            requireWritable(out);
            build(trajectories);
        } else if (trajectories == null && recorded && labels != null) {
            requireWritable(out);
            buildFromTopics(labels);
        } else {
            throw new ParameterException(
                    spec.commandLine(), "expected either --trajectories, or --bootstrap-server and --labels");
        }
        return ExitCode.OK;
    }

    /** Beside the manifold's file, where there is room for files of that size. */
    private void buildFromTopics(Path labelFile) throws IOException {
        ProbeLabels probe = ProbeLabels.of(LabelFile.read(labelFile));
        Path beside = Objects.requireNonNull(out.toAbsolutePath().getParent());
        Path temporary = Files.createTempDirectory(beside, ".thalweg-recording");
        try {
            Path folder = temporary.resolve(kafka.topics().snapshots());
            PrintWriter err = spec.commandLine().getErr();
            TopicRecording.of(probe).write(folder, kafka, err).findings().forEach(finding -> {
                err.println("note: " + finding);
                err.flush();
            });
            build(folder);
        } finally {
            Folders.delete(temporary);
        }
    }

    private void build(Path source) throws IOException {
        long start = System.nanoTime();
        try (ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), !json);
                TrajectoryFolder folder = TrajectoryFolder.open(source)) {
            double loadSeconds = (System.nanoTime() - start) / 1e9;
            String wanted = landmarks == null ? usualLandmarks(folder) : landmarks;
            BuiltReference built = ReferenceBuilder.build(folder, options(wanted), progress::at);
            ManifoldHash hash = ManifoldFile.write(out, built.manifold(), provenance(folder, wanted), precision);
            progress.clear();
            BuildReport report = new BuildReport(built, hash, loadSeconds);
            if (json) {
                Json.printLine(spec.commandLine().getOut(), report.toJson());
            } else {
                report.print(spec.commandLine().getOut(), out);
            }
        }
    }

    private String usualLandmarks(TrajectoryFolder folder) {
        int snapshots = folder.runs().stream()
                .filter(RecordedRun::isNormal)
                .mapToInt(RecordedRun::checkpoints)
                .sum();
        boolean enough = snapshots + (noAnchors ? 0 : 2) >= BuildOptions.DEFAULT_LANDMARKS;
        return enough ? Integer.toString(BuildOptions.DEFAULT_LANDMARKS) : ALL;
    }

    private BuildOptions options(String wanted) {
        try {
            OptionalInt number = wanted.equals(ALL) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(wanted));
            return new BuildOptions(number, axes, seed, !noAnchors, Divergence.DEFAULT_FLOOR, kept);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--landmarks is '%s': expected a number or 'all'".formatted(wanted), e);
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

    private ManifoldProvenance provenance(TrajectoryFolder folder, String wanted) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("landmarks", wanted);
        facts.put("seed", Long.toString(seed));
        facts.put("anchors", Boolean.toString(!noAnchors));
        facts.put("selection", wanted.equals(ALL) ? "every snapshot" : "farthest-point sampling");
        facts.put(
                "source",
                String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()));
        return new ManifoldProvenance(folder.probeSet().id(), Version.software(), facts);
    }
}
