package io.thalweg.benchmarks.detection;

import io.thalweg.benchmarks.ScratchFolder;
import io.thalweg.reference.report.DetectionReport;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.DataSets;
import io.thalweg.trainers.data.FashionMnist;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code benchmarks/detection}: trains a population on each data set and judges it by cross-validation. */
@Command(
        name = "benchmarks/detection",
        description = "Trains healthy and failing networks and measures how well the detectors tell them apart.",
        mixinStandardHelpOptions = true)
public final class DetectionBenchmark implements Callable<Integer> {
    private static final int FOLDS = 4;

    @Option(
            names = "--data",
            paramLabel = "NAME",
            description = "digits or fashion-mnist; may be repeated (default: both).")
    private List<String> data = new ArrayList<>();

    @Option(names = "--quick", description = "A small population of quick networks.")
    private boolean quick;

    @Option(names = "--first-seed", paramLabel = "S", description = "Default: ${DEFAULT-VALUE}.")
    private int firstSeed = Population.FRESH_SEED;

    @Option(names = "--failing", paramLabel = "CONFIG", description = "Which configurations fail; may be repeated.")
    private List<String> failing = new ArrayList<>();

    @Option(
            names = "--runs",
            paramLabel = "DIR",
            description =
                    "Keep the trajectories there, and train only what is not there yet (default: a scratch folder).")
    private @Nullable Path runs;

    @Option(names = "--html", paramLabel = "DIR", description = "Also write a report with pictures for each data set.")
    private @Nullable Path html;

    @Option(names = "--document", paramLabel = "FILE", description = "Replace the generated parts of this document.")
    private @Nullable Path document;

    @Option(names = "--least-detection", paramLabel = "SHARE", description = "Fail if fewer abnormal runs are found.")
    private double leastDetection;

    @Option(
            names = "--most-false-alarms",
            paramLabel = "SHARE",
            description = "Fail if more healthy runs raise alarms.")
    private double mostFalseAlarms = 1;

    private final PrintStream out;

    private DetectionBenchmark(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        CommandLine.IExecutionExceptionHandler inOneLine = (problem, command, parsed) -> {
            System.err.println("benchmarks/detection: " + problem.getMessage());
            return ExitCode.SOFTWARE;
        };
        System.exit(new CommandLine(new DetectionBenchmark(System.out))
                .setExecutionExceptionHandler(inOneLine)
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = runs == null ? Files.createTempDirectory("thalweg-detection") : runs;
        Measurer measurer = new Measurer(population(), FOLDS, System.err);
        boolean plausible = true;
        for (String name : data.isEmpty() ? DataSets.NAMES : data) {
            Optional<DataSet> set = load(name);
            if (set.isPresent()) {
                Result result = measurer.on(set.get(), folder.resolve(name));
                publish(result);
                plausible &= isPlausible(result);
            }
        }
        if (runs == null) {
            ScratchFolder.delete(folder);
        }
        return plausible ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Population population() {
        Population population = (quick ? Population.quick() : Population.full()).from(firstSeed);
        return failing.isEmpty() ? population : population.failingIn(failing);
    }

    private Optional<DataSet> load(String name) throws IOException {
        FashionMnist fashion = FashionMnist.of(System.getenv());
        if (name.equals(DataSets.FASHION_MNIST) && !fashion.isThere()) {
            out.println(name + " SKIPPED: " + fashion.whereItIs());
            return Optional.empty();
        }
        return Optional.of(DataSets.load(name, System.getenv()));
    }

    private void publish(Result result) throws IOException {
        String table = ResultTable.of(result);
        out.printf("## %s%n%n%s%n", result.data(), table);
        out.printf(
                "(training %d s, judging %d s)%n%n",
                result.training().toSeconds(), result.judging().toSeconds());
        out.flush();
        if (html != null) {
            Files.createDirectories(html);
            Files.writeString(
                    html.resolve(result.data() + ".html"), DetectionReport.html(result.evaluation(), result.data()));
        }
        if (document != null) {
            new GeneratedPart("benchmarks/detection " + result.data()).replaceIn(document, table);
        }
    }

    private boolean isPlausible(Result result) {
        double detection = result.evaluation().ours().detectionRate().orElse(0);
        double falseAlarms = result.evaluation().ours().falseAlarmRate().orElse(1);
        boolean plausible = detection >= leastDetection && falseAlarms <= mostFalseAlarms;
        if (!plausible) {
            out.printf(
                    "%s: %.3f found, %.3f false alarms: expected at least %.3f and at most %.3f%n",
                    result.data(), detection, falseAlarms, leastDetection, mostFalseAlarms);
        }
        return plausible;
    }
}
