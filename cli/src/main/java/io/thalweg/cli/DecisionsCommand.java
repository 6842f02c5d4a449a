package io.thalweg.cli;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.JsonFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg decisions}: what was decided, and why. */
@Command(
        name = "decisions",
        description = "Lists decisions and explains them: the figures, the policy, why a stop was advised or not.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  thalweg decisions --run resnet-a.s3 --since 7d",
            "  thalweg decisions --experiment imagenet --follow",
            "  thalweg decisions --json | jq -c 'select(.stopAdvised)'"
        })
final class DecisionsCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--run", paramLabel = "ID", description = "Only decisions on this run.")
    private @Nullable String run;

    @Option(names = "--experiment", paramLabel = "NAME", description = "Only decisions on runs of this experiment.")
    private @Nullable String experiment;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            defaultValue = "24h",
            description = "How far back: a duration such as 30m, 24h or 7d, or a time such as 2026-11-23T14:00:00Z"
                    + " (default: ${DEFAULT-VALUE}).")
    private String since = "24h";

    @Option(names = "--follow", description = "Go on with what comes, until interrupted.")
    private boolean follow;

    @Option(names = "--json", description = "Print the records as JSON lines.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Instant from = SinceOption.parse(since, Instant.now())
                .orElseThrow(
                        () -> usage("--since is \"%s\": expected a duration such as 30m, 24h or 7d, or a time such as"
                                        .formatted(since)
                                + " 2026-11-23T14:00:00Z"));
        if (run != null && !RunId.isValid(run)) {
            throw usage("--run is \"%s\": expected 1 to 128 of the characters A-Z a-z 0-9 . _ -".formatted(run));
        }
        kafka.awaitTopics(spec.commandLine().getErr());
        PrintWriter out = spec.commandLine().getOut();
        try (DecisionReader reader = DecisionReader.open(kafka.topics().decisions(), kafka.clientProperties(), from)) {
            List<DecisionRecord> present =
                    reader.present().stream().filter(this::wanted).toList();
            if (present.isEmpty() && !json) {
                out.println("no decisions since " + from);
            }
            print(out, present);
            while (follow && !Thread.currentThread().isInterrupted()) {
                print(out, reader.next().stream().filter(this::wanted).toList());
            }
        } catch (KafkaException e) {
            throw new CommandFailure("decisions cannot be read: " + Failures.describe(e), e);
        }
        return ExitCode.OK;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private boolean wanted(DecisionRecord decision) {
        return (run == null || decision.run().value().equals(run))
                && (experiment == null || decision.experiment().equals(Optional.of(experiment)));
    }

    private void print(PrintWriter out, List<DecisionRecord> decisions) {
        for (DecisionRecord decision : decisions) {
            if (json) {
                out.println(new String(JsonFormat.decisions().write(decision), StandardCharsets.UTF_8));
            } else {
                DecisionExplanation.lines(decision, acknowledgement(decision, decisions))
                        .forEach(out::println);
            }
        }
        out.flush();
    }

    /** What the trainer did about this very decision: an acknowledgement names kind and step. */
    private static Optional<String> acknowledgement(DecisionRecord decision, List<DecisionRecord> among) {
        return among.stream()
                .filter(other -> other.state() == DecisionState.ACKNOWLEDGED
                        && other.run().equals(decision.run())
                        && other.attempt() == decision.attempt()
                        && other.kind() == decision.kind()
                        && other.step() == decision.step())
                .findFirst()
                .flatMap(DecisionRecord::action);
    }

    /** The value of {@code --since}. */
    static final class SinceOption {
        private SinceOption() {}

        /** The instant that a text means; empty when it means none. */
        static Optional<Instant> parse(String text, Instant now) {
            try {
                if (text.matches("\\d{1,6}[smhd]")) {
                    long amount = Long.parseLong(text.substring(0, text.length() - 1));
                    Duration back = switch (text.charAt(text.length() - 1)) {
                        case 's' -> Duration.ofSeconds(amount);
                        case 'm' -> Duration.ofMinutes(amount);
                        case 'h' -> Duration.ofHours(amount);
                        default -> Duration.ofDays(amount);
                    };
                    return Optional.of(now.minus(back));
                }
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }
}
