package io.thalweg.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg policies}: groups the commands on policies. */
@Command(
        name = "policies",
        description = "What follows from alarms, by experiment (docs/policies.md).",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg policies put policies.json"},
        subcommands = {PoliciesPutCommand.class, PoliciesListCommand.class, PoliciesDeleteCommand.class})
final class PoliciesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected put, list or delete");
    }
}
