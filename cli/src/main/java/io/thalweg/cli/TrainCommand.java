package io.thalweg.cli;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.DataSets;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.population.PopulationTrainer;
import io.thalweg.trainers.population.Populations;
import io.thalweg.trainers.run.Configuration;
import io.thalweg.trainers.run.RunSpecification;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg train}: real networks on the bundled digits or on Fashion-MNIST, recorded as a folder of trajectories. */
@Command(
        name = "train",
        description = "Trains real networks and records their trajectories.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples, with which the bundled reference manifold was built:",
            "  thalweg train --out digits-runs",
            "  thalweg reference build --trajectories digits-runs --out digits.safetensors --precision float32",
            "",
            "Runs that fail, on Fashion-MNIST (Debian: dataset-fashion-mnist; elsewhere THALWEG_FASHION_MNIST names its folder):",
            "  thalweg train --data fashion-mnist --failing --config mlp64-sgd --seeds 1 --out fashion-failures"
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write; made if missing.")
    private Path out = Path.of(".");

    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = DataSets.DIGITS,
            description = "digits or fashion-mnist (default: ${DEFAULT-VALUE}).")
    private String data = DataSets.DIGITS;

    @Option(
            names = "--config",
            paramLabel = "NAME",
            description = "A configuration to train; may be repeated (default: all of the reference).")
    private List<String> configurations = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Runs of each configuration, seeds 0 to N-1 (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--failing", description = "Train runs that go wrong in every known way, instead of healthy ones.")
    private boolean failing;

    @Option(names = "--parallel", defaultValue = "2", description = "Runs at a time (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seeds < 1 || parallel < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--seeds %d, --parallel %d: expected at least 1".formatted(seeds, parallel));
        }
        DataSet images = images();
        List<Configuration> chosen = chosen();
        List<RunSpecification> runs =
                failing ? Populations.failing(images, chosen, seeds) : Populations.healthy(images, chosen, seeds);
        PrintWriter err = spec.commandLine().getErr();
        AtomicInteger done = new AtomicInteger();
        long start = System.nanoTime();
        PopulationTrainer.of(parallel, (run, outcome) -> {
                    err.printf(
                            "%d/%d %s: %d steps%n",
                            done.incrementAndGet(), runs.size(), run.runName(), outcome.steps());
                    err.flush();
                })
                .train(runs, images, out);
        spec.commandLine()
                .getOut()
                .printf("%d runs in %s, %.0f s%n", runs.size(), out, (System.nanoTime() - start) / 1e9);
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private DataSet images() throws IOException {
        try {
            return DataSets.load(data, System.getenv());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--data: " + e.getMessage(), e);
        }
    }

    private List<Configuration> chosen() {
        if (configurations.isEmpty()) {
            return Configurations.reference();
        }
        return configurations.stream()
                .map(name -> Configurations.named(name)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "--config is '%s': expected one of %s".formatted(name, names()))))
                .toList();
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        Configurations.reference().forEach(configuration -> names.add(configuration.name()));
        Configurations.unseen().forEach(configuration -> names.add(configuration.name()));
        return names;
    }
}
