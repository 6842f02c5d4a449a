package io.thalweg.cli;

import io.thalweg.processor.live.EventLog.Reading;
import io.thalweg.processor.live.LiveEvent;
import io.thalweg.processor.live.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg watch}: runs in the terminal, live. */
@Command(
        name = "watch",
        description = "Shows the runs in the terminal, live; those that need somebody first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  thalweg watch --bootstrap-server localhost:9092",
            "  thalweg watch --once --json | jq -r 'select(.alarms != []) | .run'",
            "  thalweg watch --json | jq -c 'select(.alarms != [])'"
        })
final class WatchCommand implements Callable<Integer> {
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--look-back",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "How far back to read at the start (default: ${DEFAULT-VALUE}).")
    private int lookBackMinutes;

    @Option(names = "--once", description = "Show the state of things once and end.")
    private boolean once;

    @Option(
            names = "--json",
            description =
                    "Print every metrics record as a JSON line instead of a table; with --once, the newest of each run.")
    private boolean json;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            description =
                    "Colours: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: on a terminal, unless NO_COLOR is set).")
    private Colours colours = Colours.auto;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** When to use colours; the names are what the user types. */
    private enum Colours {
        auto,
        always,
        never
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (lookBackMinutes < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--look-back is %d: expected 0 or more".formatted(lookBackMinutes));
        }
        kafka.awaitTopics(spec.commandLine().getErr());
        try (LiveView view =
                LiveView.open(kafka.topics(), kafka.clientProperties(), Duration.ofMinutes(lookBackMinutes))) {
            if (json && once) {
                catchUp(view);
                printNewest(view);
            } else if (json) {
                printRecords(view);
            } else {
                draw(view);
            }
        }
        return ExitCode.OK;
    }

    private void draw(LiveView view) throws InterruptedException {
        boolean interactive = Terminal.isInteractive() && !once;
        Screen screen = new Screen(spec.commandLine().getOut(), interactive, coloured());
        RunTable table = new RunTable(Terminal.hasUnicode(System.getenv()));
        if (once) {
            catchUp(view);
            draw(view, table, screen);
            return;
        }
        while (true) {
            draw(view, table, screen);
            Thread.sleep((interactive ? WAIT : PLAIN_PAUSE).toMillis());
        }
    }

    private static void draw(LiveView view, RunTable table, Screen screen) {
        TerminalSize size = Terminal.size();
        List<RunSummary> runs = view.runs();
        List<ScreenLine> lines = new ArrayList<>(List.of(RunTable.headline(runs, Instant.now())));
        lines.addAll(table.lines(runs, size.columns()));
        screen.draw(lines, size);
    }

    private boolean coloured() {
        return switch (colours) {
            case always -> true;
            case never -> false;
            case auto -> Terminal.hasColours(System.getenv());
        };
    }

    private void printNewest(LiveView view) {
        PrintWriter out = spec.commandLine().getOut();
        view.runs().stream()
                .sorted(Comparator.comparing(run -> run.run().value()))
                .flatMap(run -> run.latestJson().stream())
                .forEach(out::println);
        out.flush();
    }

    private void printRecords(LiveView view) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        long id = 0;
        while (true) {
            Reading reading = view.events().after(id, WAIT);
            if (reading instanceof Reading.Next next) {
                for (LiveEvent event : next.events()) {
                    id = event.id();
                    if (event.type() == LiveEvent.Type.METRICS) {
                        out.println(event.json());
                    }
                }
                out.flush();
            } else if (reading instanceof Reading.Overrun overrun) {
                throw new CommandFailure(
                        "records up to %d came faster than they could be printed".formatted(overrun.lastId()));
            } else {
                return;
            }
        }
    }

    /** Runs that report all the time do not keep it waiting: it shows what was there when it began. */
    private static void catchUp(LiveView view) throws InterruptedException {
        if (!view.awaitCaughtUp(PATIENCE)) {
            throw new CommandFailure(
                    "the topics could not be read to their ends within %d seconds: try a shorter --look-back"
                            .formatted(PATIENCE.toSeconds()));
        }
    }
}
