package io.thalweg.cli;

import io.thalweg.geometry.ExactDistances;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.SnapshotSums;
import io.thalweg.geometry.detection.ConfigurationTubes;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.OpenManifold;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code thalweg project}: a recorded trajectory against a manifold, without Kafka, in double precision. */
@Command(
        name = "project",
        description = "Measures a recorded trajectory against a manifold file, one line a checkpoint.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  thalweg project --manifold digits.safetensors --predictions run.npy --labels labels.npy --json"
        })
final class ProjectCommand implements Callable<Integer> {
    @Option(names = "--manifold", required = true, paramLabel = "FILE", description = "The manifold file.")
    private Path manifoldFile = Path.of(".");

    @Option(
            names = "--predictions",
            required = true,
            paramLabel = "RUN.npy",
            description = "Probabilities, float32 or float64, [checkpoints, samples, classes].")
    private Path predictions = Path.of(".");

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "labels.npy",
            description = "True classes, int, [samples].")
    private Path labelFile = Path.of(".");

    @Option(names = "--distances", description = "Add the distances to all landmarks, in the order that inspect lists.")
    private boolean withDistances;

    @Option(
            names = "--progress-metric",
            paramLabel = "geodesic|bhattacharyya",
            defaultValue = "geodesic",
            description = "Definition of progress: Mao et al. 2024 or Ramesh et al. 2023 (default: ${DEFAULT-VALUE}).")
    private ProgressMetric metric = ProgressMetric.GEODESIC;

    @Option(names = "--json", description = "Print JSON lines instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (OpenManifold open = ManifoldFile.open(manifoldFile);
                TrajectoryFolder folder = TrajectoryFolder.ofFile(predictions, labelFile)) {
            requireSameProbeSet(open.manifold().labels(), folder.labels());
            if (!json) {
                out.printf(
                        "%5s %9s %14s %6s  %-34s %14s  %s%n",
                        "index", "progress", "off manifold", "rank", "nearest", "to truth", "coordinates");
            }
            RecordedRun run = folder.runs().get(0);
            project(open.manifold(), run, out);
            if (run.nonFinite().isPresent()) {
                throw new CommandFailure(predictions + ": " + run.nonFinite().get());
            }
        }
        return ExitCode.OK;
    }

    private void project(ReferenceManifold manifold, RecordedRun run, PrintWriter out) throws IOException {
        ConfigurationTubes tubes = ConfigurationTubes.of(manifold.landmarks());
        double largest = 0;
        for (int t = 0; t < run.checkpoints(); t++) {
            SnapshotSums sums =
                    ExactDistances.fold(run.snapshot(t), manifold.amplitudes(), manifold.labels(), manifold.floor());
            Measurement measurement = manifold.measure(sums, metric);
            largest = Math.max(largest, measurement.offManifoldNats());
            double rank = manifold.calibration().rank(largest);
            if (json) {
                Map<String, Object> line = line(t, measurement, rank, sums);
                tubes.nearest(sums.distances(), measurement.progress())
                        .ifPresent(tube -> line.put("tube", Map.of("config", tube.config(), "nats", tube.nats())));
                Json.printLine(out, line);
            } else {
                print(out, t, measurement, rank);
            }
        }
    }

    private void requireSameProbeSet(Labels expected, Labels given) {
        if (expected.classes() != given.classes() || !Arrays.equals(expected.toArray(), given.toArray())) {
            throw new CommandFailure(
                    "%s: %d samples x %d classes, other labels than the %d x %d that %s was built on: use that probe set"
                            .formatted(
                                    labelFile,
                                    given.samples(),
                                    given.classes(),
                                    expected.samples(),
                                    expected.classes(),
                                    manifoldFile));
        }
    }

    private Map<String, Object> line(int index, Measurement measurement, double rank, SnapshotSums sums) {
        Map<String, Object> nearest = new LinkedHashMap<>();
        nearest.put("run", measurement.nearest().run());
        nearest.put("config", measurement.nearest().config());
        nearest.put("index", measurement.nearest().index());
        nearest.put("progress", measurement.nearest().progress());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("index", index);
        line.put("progress", measurement.progress());
        line.put("offManifoldNats", measurement.offManifoldNats());
        line.put("offManifoldRank", rank);
        if (Double.isFinite(measurement.standardErrorNats())) {
            line.put("standardErrorNats", measurement.standardErrorNats());
        }
        line.put("nearest", nearest);
        line.put("coordinates", measurement.projection().coordinates());
        line.put("heightNats", measurement.projection().height());
        line.put("residualNats", measurement.projection().residual());
        line.put("distanceToTruthNats", measurement.distanceToTruthNats());
        line.put("distanceToIgnoranceNats", measurement.distanceToIgnoranceNats());
        if (withDistances) {
            line.put("distances", sums.distances());
        }
        return line;
    }

    private static void print(PrintWriter out, int index, Measurement measurement, double rank) {
        out.printf(
                "%5d %9.3f %9.4f nats %6.2f  %-34s %9.4f nats  %s%n",
                index,
                measurement.progress(),
                measurement.offManifoldNats(),
                rank,
                "%s at %.2f"
                        .formatted(
                                measurement.nearest().run(),
                                measurement.nearest().progress()),
                measurement.distanceToTruthNats(),
                Arrays.stream(measurement.projection().coordinates())
                        .mapToObj("%.3f"::formatted)
                        .toList());
        out.flush();
    }
}
