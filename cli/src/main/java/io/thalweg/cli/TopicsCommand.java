package io.thalweg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg topics}: groups the commands on topics. */
@Command(
        name = "topics",
        description = "Prepares a cluster.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg topics create --bootstrap-server localhost:9092"},
        subcommands = {TopicsCreateCommand.class})
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected create");
    }
}
