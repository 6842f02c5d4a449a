package io.thalweg.cli;

import io.thalweg.protocol.TopicLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg topics create}. */
@Command(
        name = "create",
        description = "Creates the topics that are missing, with sane retention; leaves the others as they are.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  thalweg topics create --bootstrap-server localhost:9092 --partitions 12 --replication 3"
        })
final class TopicsCreateCommand implements Callable<Integer> {
    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--partitions",
            defaultValue = "8",
            description = "Of the topics keyed by run (default: ${DEFAULT-VALUE}).")
    private int partitions = TopicLayout.DEFAULT_PARTITIONS;

    @Option(
            names = "--replication",
            defaultValue = "-1",
            description = "Copies of each partition; -1 for the broker's default (default: ${DEFAULT-VALUE}).")
    private short replication = -1;

    @Option(
            names = "--snapshot-retention-hours",
            defaultValue = "24",
            description = "How long snapshots are kept (default: ${DEFAULT-VALUE}).")
    private long snapshotRetentionHours;

    @Option(
            names = "--record-retention-days",
            defaultValue = "14",
            description = "How long metrics, decisions and dead letters are kept (default: ${DEFAULT-VALUE}).")
    private long recordRetentionDays;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        TopicLayout layout = layout();
        PrintWriter out = spec.commandLine().getOut();
        try (Admin admin = kafka.connect(spec.commandLine().getErr())) {
            List<String> created = layout.create(admin);
            for (String topic : layout.topics().all()) {
                out.printf("%-28s %s%n", topic, created.contains(topic) ? "created" : "was there");
            }
            out.flush();
            List<String> problems = layout.problems(admin);
            if (!problems.isEmpty()) {
                throw new CommandFailure(String.join("; ", problems));
            }
        }
        return ExitCode.OK;
    }

    private TopicLayout layout() {
        try {
            return new TopicLayout(
                    kafka.topics(),
                    partitions,
                    replication,
                    Duration.ofHours(snapshotRetentionHours),
                    Duration.ofDays(recordRetentionDays));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
