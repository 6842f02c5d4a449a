package io.thalweg.cli;

import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.OpenManifold;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code thalweg reference inspect}: what is in a manifold file. */
@Command(
        name = "inspect",
        description = "Shows what a manifold file holds: landmarks in order, calibration, provenance.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg reference inspect digits.safetensors --json"})
final class ReferenceInspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A manifold file.")
    private Path file = Path.of(".");

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (OpenManifold open = ManifoldFile.open(file)) {
            if (json) {
                Json.printLine(spec.commandLine().getOut(), describe(open));
            } else {
                print(open, spec.commandLine().getOut());
            }
        }
        return ExitCode.OK;
    }

    private static Map<String, Object> describe(OpenManifold open) {
        ReferenceManifold manifold = open.manifold();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("manifold", open.hash().value());
        described.put("probeSet", open.probeSet().value());
        described.put("precision", open.precision().name().toLowerCase(Locale.ROOT));
        described.put("samples", manifold.labels().samples());
        described.put("classes", manifold.labels().classes());
        described.put("axes", manifold.embedding().axes());
        described.put("floor", manifold.floor());
        described.put("eigenvalues", manifold.embedding().eigenvalues());
        described.put(
                "landmarks",
                manifold.landmarks().stream()
                        .map(ReferenceInspectCommand::describe)
                        .toList());
        described.put("calibration", CalibrationReport.of(manifold).toJson());
        described.put("provenance", provenance(open));
        return described;
    }

    private static Map<String, Object> describe(Landmark landmark) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("run", landmark.run());
        described.put("config", landmark.config());
        described.put("index", landmark.index());
        described.put("step", landmark.step());
        described.put("progress", landmark.progress());
        return described;
    }

    private static Map<String, Object> provenance(OpenManifold open) {
        Map<String, Object> provenance = new LinkedHashMap<>(open.provenance().facts());
        provenance.put("software", open.provenance().software());
        return provenance;
    }

    private static void print(OpenManifold open, PrintWriter out) {
        ReferenceManifold manifold = open.manifold();
        out.printf(
                "manifold   %s%nprobe set  %s%n",
                open.hash().value(), open.probeSet().value());
        out.printf(
                "%d samples x %d classes, %d landmarks, %d axes explaining %.3f of the stress%n",
                manifold.labels().samples(),
                manifold.labels().classes(),
                manifold.landmarks().size(),
                manifold.embedding().axes(),
                manifold.embedding().explainedStress(manifold.embedding().axes()));
        CalibrationReport.of(manifold).lines().forEach(out::println);
        out.printf(
                "provenance %s%n%n%4s  %-28s %5s %8s %9s%n",
                provenance(open), "#", "landmark", "index", "step", "progress");
        int number = 0;
        for (Landmark landmark : manifold.landmarks()) {
            out.printf(
                    "%4d  %-28s %5d %8d %9.3f%n",
                    number++, landmark.run(), landmark.index(), landmark.step(), landmark.progress());
        }
        out.flush();
    }
}
