package io.thalweg.cli;

import io.thalweg.processor.Service;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code thalweg serve}: the stream processor against a real cluster. */
@Command(
        name = "serve",
        description = "Runs the stream processor against a Kafka cluster until it is told to stop.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Every key of docs/configuration.md can be set with --set, as THALWEG_... in the environment, or in the file.",
            "Examples:",
            "  thalweg serve --set bootstrap.servers=localhost:9092 --set http.port=8787",
            "  thalweg serve --config thalweg.properties"
        })
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "A properties file.")
    private String config = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One key of the configuration; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli has it set.
    private Main main;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Map<String, String> flags = new LinkedHashMap<>(settings);
        if (!config.isEmpty()) {
            flags.put("config", config);
        }
        PrintWriter err = spec.commandLine().getErr();
        return Service.run(flags, main.environment(), problem -> {
            err.println(problem);
            err.flush();
        });
    }
}
