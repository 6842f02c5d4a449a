package io.thalweg.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg demo}: everything on this machine, with real networks training. */
@Command(
        name = "demo",
        description =
                "Runs everything on this machine: Kafka, the processor, the live page, eight real networks training.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Two of the eight go wrong for real: one is trained on shifted labels from the middle on, one diverges.",
            "Examples:",
            "  thalweg demo",
            "  thalweg demo --headless --seconds 90 --json"
        })
final class DemoCommand implements Callable<Integer> {
    private static final int SHORTEST_SECONDS = 20;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "thalweg-data",
            description = "Where Kafka and the processor keep their data (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("thalweg-data");

    @Option(names = "--fresh", description = "Wipe that folder first.")
    private boolean fresh;

    @Option(
            names = "--http-port",
            defaultValue = "8787",
            description = "Port of the live page on loopback; 0 for a free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "End after so many seconds at the latest; the networks are paced to fit.")
    private @Nullable Integer seconds;

    @Option(names = "--headless", description = "No table; end by itself when all runs have ended.")
    private boolean headless;

    @Option(names = "--json", description = "Print one JSON summary at the end.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds != null && seconds < SHORTEST_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds is %d: expected at least %d".formatted(seconds, SHORTEST_SECONDS));
        }
        DemoFolder folder = DemoFolder.open(data, fresh);
        try (Demo demo = Demo.start(folder, httpPort, seconds == null ? null : Duration.ofSeconds(seconds))) {
            // Ctrl-C is how a demo ends: the broker is to close its files all the same.
            Runtime.getRuntime().addShutdownHook(new Thread(demo::close, "demo-shutdown"));
            List<String> places = places(demo, folder);
            places.forEach(spec.commandLine().getErr()::println);
            spec.commandLine().getErr().flush();
            DemoScreen.follow(demo, places, spec.commandLine().getOut(), headless);
            DemoSummary summary = demo.finish();
            if (json) {
                Json.printLine(spec.commandLine().getOut(), summary.toJson());
            } else {
                summary.lines().forEach(spec.commandLine().getOut()::println);
                spec.commandLine().getOut().flush();
            }
            if (!headless) {
                demo.keepServing(spec.commandLine().getErr());
            }
        }
        return ExitCode.OK;
    }

    private static List<String> places(Demo demo, DemoFolder folder) {
        return List.of(
                "live page   " + demo.page(),
                "Kafka       %s (thalweg watch --bootstrap-server %s)"
                        .formatted(demo.bootstrapServers(), demo.bootstrapServers()),
                "data        %s (--fresh wipes it)".formatted(folder.path()),
                "");
    }
}
