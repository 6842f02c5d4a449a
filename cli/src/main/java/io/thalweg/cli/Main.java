package io.thalweg.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The {@code thalweg} command. Each subcommand is a class of its own in this package, named in {@code subcommands}.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage. A failure is one line on standard error; {@code --debug} or
 * {@code THALWEG_DEBUG=1} adds the stack trace.
 */
@Command(
        name = "thalweg",
        description = "Shows live where training networks are on a reference manifold in prediction space.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            ReferenceCommand.class,
            ProjectCommand.class,
            PublishCommand.class,
            WatchCommand.class,
            TopicsCommand.class,
            TrainCommand.class
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage.", "Examples: thalweg demo --help"})
public final class Main implements Callable<Integer> {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure (also: THALWEG_DEBUG=1).")
    private boolean debug;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine(System.getenv()).execute(arguments));
    }

    /** The whole command, its surroundings passed in. */
    static CommandLine commandLine(Map<String, String> environment) {
        Main main = new Main();
        boolean debugByEnvironment = "1".equals(environment.get("THALWEG_DEBUG"));
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Failures::reportUsage)
                .setExecutionExceptionHandler((failure, commandLine, parsed) ->
                        Failures.report(failure, commandLine, main.debug || debugByEnvironment));
    }

    /** Without a subcommand there is nothing to do but to say which ones there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
