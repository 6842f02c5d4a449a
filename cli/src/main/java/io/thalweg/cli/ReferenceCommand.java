package io.thalweg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg reference}: groups the commands on reference manifolds. */
@Command(
        name = "reference",
        description = "Builds, shows, publishes and evaluates reference manifolds.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  thalweg reference build --trajectories runs/ --out digits.safetensors",
            "  thalweg reference inspect digits.safetensors",
            "  thalweg reference publish digits.safetensors --bootstrap-server localhost:9092"
        },
        subcommands = {
            ReferenceBuildCommand.class,
            ReferenceRecordCommand.class,
            ReferenceInspectCommand.class,
            ReferencePublishCommand.class,
            ReferenceEvaluateCommand.class
        })
final class ReferenceCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected one of build, record, inspect, publish, evaluate");
    }
}
