package io.thalweg.cli;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.protocol.manifold.ManifoldFile;
import io.thalweg.protocol.manifold.OpenManifold;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.evaluate.Evaluation;
import io.thalweg.reference.evaluate.Evaluator;
import io.thalweg.reference.report.DetectionReport;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg reference evaluate}: how well the detectors do on recorded runs, beside the validation-loss rule. */
@Command(
        name = "evaluate",
        description = "Replays recorded runs through the detectors, and through the validation-loss rule beside them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Healthy runs (kind \"normal\" in runs.json) give the false alarms, all others the detection.",
            "With --cross-validate K, fold f builds a manifold without every K-th configuration by name from f on,",
            "and evaluates what it left out and all abnormal runs: the honest figure.",
            "Examples:",
            "  thalweg reference evaluate --manifold digits.safetensors --trajectories new-runs/",
            "  thalweg reference evaluate --cross-validate 4 --trajectories runs/ --alpha 0.05 --json",
            "  thalweg reference evaluate --cross-validate 4 --trajectories runs/ --html report.html"
        })
final class ReferenceEvaluateCommand implements Callable<Integer> {
    @ArgGroup(multiplicity = "1")
    private Reference reference = new Reference();

    @Option(names = "--trajectories", required = true, paramLabel = "DIR", description = "Folder of trajectories.")
    private Path trajectories = Path.of(".");

    @Option(
            names = "--alpha",
            paramLabel = "A",
            defaultValue = "0.05",
            description =
                    "Share of healthy runs that may raise any alarm in their whole life (default: ${DEFAULT-VALUE}).")
    private double alpha;

    @Option(
            names = "--lone-share",
            paramLabel = "S",
            description =
                    "What share, 0 to 1, of a score counts that the snapshot before did not reach (default: half of regression and rise, all of the others).")
    private @Nullable Double loneShare;

    @Option(
            names = "--landmarks",
            paramLabel = "all|N",
            defaultValue = "256",
            description = "With --cross-validate: landmarks of each manifold (default: ${DEFAULT-VALUE}).")
    private String landmarks = "256";

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Also write a report with pictures: one HTML page that fetches nothing.")
    private @Nullable Path html;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Against which manifold. */
    static final class Reference {
        @Option(names = "--manifold", required = true, paramLabel = "FILE", description = "A manifold file.")
        private @Nullable Path manifold;

        @Option(
                names = "--cross-validate",
                required = true,
                paramLabel = "K",
                description = "Build K manifolds from the healthy runs instead.")
        private int folds;
    }

    @Override
    public Integer call() throws IOException {
        if (!(alpha > 0 && alpha < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--alpha is %s: expected above 0 and below 1".formatted(alpha));
        }
        requireWritable();
        Evaluation evaluation;
        try (ProgressLine progress = ProgressLine.on(spec.commandLine().getErr(), !json);
                TrajectoryFolder folder = TrajectoryFolder.open(trajectories)) {
            evaluation = evaluate(folder, progress);
        }
        if (html != null) {
            Files.writeString(html, DetectionReport.html(evaluation, subject()));
        }
        if (json) {
            Json.printLine(spec.commandLine().getOut(), EvaluationJson.of(evaluation));
        } else {
            EvaluationTable.print(evaluation, spec.commandLine().getOut());
        }
        return ExitCode.OK;
    }

    private Evaluation evaluate(TrajectoryFolder folder, ProgressLine progress) throws IOException {
        Path file = reference.manifold;
        if (file == null) {
            return Evaluator.crossValidate(folder, reference.folds, options(), alpha, settings(), progress::at);
        }
        try (OpenManifold open = ManifoldFile.open(file)) {
            requireSameProbeSet(open.manifold().labels(), folder.labels());
            return Evaluator.against(open.manifold(), folder, alpha, settings(), progress::at);
        }
    }

    /** Before the work, not after it. */
    private void requireWritable() {
        if (html != null
                && (Files.isDirectory(html)
                        || !Files.isDirectory(html.toAbsolutePath().resolveSibling("")))) {
            throw new CommandFailure("--html is %s: expected a file in a folder that is there".formatted(html));
        }
    }

    private String subject() {
        return reference.manifold == null
                ? "%s in %d folds".formatted(trajectories.getFileName(), reference.folds)
                : "%s against %s".formatted(trajectories.getFileName(), reference.manifold.getFileName());
    }

    private DetectorSettings settings() {
        try {
            DetectorSettings defaults = DetectorSettings.defaults();
            return loneShare == null ? defaults : defaults.withLoneShare(loneShare);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--lone-share: " + e.getMessage(), e);
        }
    }

    private BuildOptions options() {
        try {
            OptionalInt number =
                    landmarks.equals("all") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(landmarks));
            return new BuildOptions(number, BuildOptions.DEFAULT_AXES, 0, true, Divergence.DEFAULT_FLOOR);
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--landmarks is '%s': expected a number or 'all'".formatted(landmarks), e);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private void requireSameProbeSet(Labels expected, Labels given) {
        if (expected.classes() != given.classes() || !Arrays.equals(expected.toArray(), given.toArray())) {
            throw new CommandFailure(
                    "%s: %d samples x %d classes, other labels than the %d x %d that %s was built on: use that probe set"
                            .formatted(
                                    trajectories,
                                    given.samples(),
                                    given.classes(),
                                    expected.samples(),
                                    expected.classes(),
                                    reference.manifold));
        }
    }
}
