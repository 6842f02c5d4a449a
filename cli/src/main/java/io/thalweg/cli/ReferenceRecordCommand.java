package io.thalweg.cli;

import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.OpenManifold;
import io.thalweg.reference.recording.ProbeLabels;
import io.thalweg.reference.recording.Recording;
import io.thalweg.reference.recording.Recording.Trajectory;
import io.thalweg.reference.trajectory.LabelFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg reference record}: runs on the topics become a folder of trajectories. */
@Command(
        name = "record",
        description = "Records the runs that are on the snapshots topic now as a folder of trajectories.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "A run that finished is recorded as healthy (kind \"normal\"); one that runs on, failed or was stopped as",
            "\"running\", \"failed\" or \"stopped\", which keeps it out of a reference. --kind overrides that.",
            "The topic must still hold the snapshots: see --snapshot-retention-hours of thalweg topics create.",
            "Examples:",
            "  thalweg reference record --labels labels.npy --out runs/",
            "  thalweg reference record --manifold digits.safetensors --out today/ --since 8h --json",
            "  thalweg reference record --labels labels.npy --out one/ --run resnet-a.s3 --kind normal"
        })
final class ReferenceRecordCommand implements Callable<Integer> {
    private static final Pattern AGO = Pattern.compile("(\\d{1,9})([smhd])");

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write; a new or an empty one.")
    private Path out = Path.of(".");

    @ArgGroup(multiplicity = "1")
    private LabelSource source = new LabelSource();

    @Option(names = "--run", paramLabel = "ID", description = "A run to record; may be repeated (default: all).")
    private List<String> runs = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "Only snapshots from then on: an instant (2026-11-23T14:00:00Z) or how long ago (90m, 8h, 1d).")
    private @Nullable String since;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Record all runs as of this kind (default: by how each ended).")
    private @Nullable String kind;

    @Option(names = "--json", description = "Print one JSON object instead of a report.")
    private boolean json;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Where the labels are: the topic has only the hash of them. */
    private static final class LabelSource {
        @Option(names = "--labels", required = true, paramLabel = "labels.npy", description = "True classes, int, [N].")
        private @Nullable Path labels;

        @Option(
                names = "--manifold",
                required = true,
                paramLabel = "FILE",
                description = "A manifold of the same probe set, instead of labels.")
        private @Nullable Path manifold;

        ProbeLabels read() throws IOException {
            if (labels != null) {
                return ProbeLabels.of(LabelFile.read(labels));
            }
            try (OpenManifold open = ManifoldFile.open(Objects.requireNonNull(manifold))) {
                return ProbeLabels.of(open.manifold().labels().toArray(), open.probeSet());
            }
        }
    }

    @Override
    public Integer call() throws IOException {
        Optional<Instant> from = Optional.ofNullable(since).map(this::instant);
        TopicRecording recording = new TopicRecording(source.read(), Set.copyOf(runs), from, Optional.ofNullable(kind));
        Recording recorded = recording.write(
                out.toAbsolutePath().normalize(), kafka, spec.commandLine().getErr());
        if (json) {
            Json.printLine(spec.commandLine().getOut(), summary(recorded));
        } else {
            print(recorded, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    private Instant instant(String text) {
        Matcher ago = AGO.matcher(text);
        if (ago.matches()) {
            long number = Long.parseLong(ago.group(1));
            return Instant.now()
                    .minus(
                            switch (ago.group(2)) {
                                case "s" -> Duration.ofSeconds(number);
                                case "m" -> Duration.ofMinutes(number);
                                case "h" -> Duration.ofHours(number);
                                default -> Duration.ofDays(number);
                            });
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--since is '%s': expected an instant (2026-11-23T14:00:00Z) or how long ago (90m, 8h, 1d)"
                            .formatted(text),
                    e);
        }
    }

    private Map<String, Object> summary(Recording recorded) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("folder", out.toString());
        summary.put("samples", recorded.samples());
        summary.put("classes", recorded.classes());
        summary.put("runs", recorded.trajectories());
        summary.put("findings", recorded.findings());
        summary.put("chunks", recorded.counts());
        return summary;
    }

    private void print(Recording recorded, PrintWriter writer) {
        writer.printf("%-36s %-10s %8s %12s%n", "run", "kind", "attempt", "checkpoints");
        for (Trajectory run : recorded.trajectories()) {
            writer.printf("%-36s %-10s %8d %12d%n", run.run(), run.kind(), run.attempt(), run.checkpoints());
        }
        recorded.findings().forEach(finding -> writer.println("note: " + finding));
        writer.printf(
                "%d runs written to %s, %d samples x %d classes%n",
                recorded.trajectories().size(), out, recorded.samples(), recorded.classes());
        writer.flush();
    }
}
