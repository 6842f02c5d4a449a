package io.thalweg.cli;

import io.thalweg.processor.logging.LogFormat;
import java.util.Map;
import java.util.Optional;
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
            DecisionsCommand.class,
            PoliciesCommand.class,
            TopicsCommand.class,
            TrainCommand.class,
            DemoRunsCommand.class
        },
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage.",
            "Examples:",
            "  thalweg demo",
            "  thalweg reference build --help"
        })
public final class Main implements Callable<Integer> {
    private static final int HELP_COLUMNS = 120;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show the stack trace of a failure (also: THALWEG_DEBUG=1).")
    private boolean debug;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, String> environment;

    private Main(Map<String, String> environment) {
        this.environment = environment;
    }

    /** Runs the command line and exits with its code. */
    public static void main(String[] arguments) {
        CommandLine commandLine = commandLine(System.getenv());
        Optional<String> problem = LogFormat.choose(System.getenv(), "logback.xml", "logback-json.xml");
        if (problem.isPresent()) {
            System.err.println("thalweg: " + problem.get());
            System.exit(CommandLine.ExitCode.USAGE);
        }
        int exitCode;
        try {
            exitCode = commandLine.execute(arguments);
        } catch (OutOfMemoryError | LinkageError e) {
            exitCode = Failures.report(e, commandLine);
        }
        System.exit(exitCode);
    }

    /** The whole command, its surroundings passed in. */
    public static CommandLine commandLine(Map<String, String> environment) {
        Main main = new Main(environment);
        boolean debugByEnvironment = "1".equals(environment.get("THALWEG_DEBUG"));
        return new CommandLine(main)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(HELP_COLUMNS)
                .setParameterExceptionHandler(Failures::reportUsage)
                .setExecutionExceptionHandler((failure, commandLine, parsed) ->
                        Failures.report(failure, commandLine, main.debug || debugByEnvironment));
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Without a subcommand there is nothing to do but to say which ones there are. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
