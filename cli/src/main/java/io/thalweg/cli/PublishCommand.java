package io.thalweg.cli;

import io.thalweg.producer.PublishedRun;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.PublisherStatistics;
import io.thalweg.producer.RunDescription;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg publish}: replays a recorded trajectory to Kafka, as if the run trained now. */
@Command(
        name = "publish",
        description = "Replays a recorded trajectory to Kafka as a run.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  thalweg publish --predictions mlp64.s0.npy --labels labels.npy --run replay.1 --interval 500"
        })
final class PublishCommand implements Callable<Integer> {
    private static final long QUEUE_BYTES = 256L << 20;
    private static final long QUEUE_PAUSE_MILLIS = 5;

    @Option(
            names = "--predictions",
            required = true,
            paramLabel = "RUN.npy",
            description = "Probabilities, float32 or float64, [checkpoints, samples, classes].")
    private Path predictions = Path.of(".");

    @Option(
            names = "--labels",
            required = true,
            paramLabel = "labels.npy",
            description = "True classes, int, [samples].")
    private Path labelFile = Path.of(".");

    @Option(names = "--run", paramLabel = "ID", description = "The run's id (default: the file's name).")
    private @Nullable String runId;

    @Option(names = "--attempt", defaultValue = "0", description = "Number of the attempt (default: ${DEFAULT-VALUE}).")
    private int attempt;

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag of the run; may be repeated.")
    private Map<String, String> tags = new LinkedHashMap<>();

    @Option(
            names = "--step-size",
            defaultValue = "1",
            description = "Steps from one checkpoint to the next (default: ${DEFAULT-VALUE}).")
    private long stepSize = 1;

    @Option(
            names = "--interval",
            paramLabel = "MILLISECONDS",
            defaultValue = "0",
            description = "Pause between snapshots (default: ${DEFAULT-VALUE}).")
    private long intervalMillis;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (stepSize < 1 || intervalMillis < 0) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--step-size %d, --interval %d: expected at least 1 and at least 0"
                            .formatted(stepSize, intervalMillis));
        }
        try (TrajectoryFolder folder = TrajectoryFolder.ofFile(predictions, labelFile)) {
            RecordedRun run = folder.runs().get(0);
            RunDescription description = description(folder, run);
            kafka.awaitTopics(spec.commandLine().getErr());
            PublisherStatistics sent = replay(run, description);
            spec.commandLine()
                    .getOut()
                    .printf("%s: %d of %d snapshots sent%n", description.run(), sent.sent(), run.recordedCheckpoints());
            spec.commandLine().getOut().flush();
            if (sent.sent() < run.recordedCheckpoints()) {
                throw new CommandFailure("%d snapshots could not be sent to %s"
                        .formatted(run.recordedCheckpoints() - sent.sent(), kafka.bootstrapServers()));
            }
        }
        return ExitCode.OK;
    }

    private RunDescription description(TrajectoryFolder folder, RecordedRun run) {
        try {
            return RunDescription.of(runId == null ? run.name() : runId, folder.probeSet())
                    .withTags(tags)
                    .withAttempt(attempt)
                    .withTotalSteps(run.recordedCheckpoints() * stepSize);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private PublisherStatistics replay(RecordedRun run, RunDescription description)
            throws IOException, InterruptedException {
        PublisherConfiguration configuration = PublisherConfiguration.builder(kafka.bootstrapServers())
                .topics(kafka.topics())
                .kafkaProperties(kafka.extraProperties())
                .queueBytes(QUEUE_BYTES)
                .closeTimeout(Duration.ofSeconds(30))
                .build();
        SnapshotPublisher publisher = SnapshotPublisher.open(configuration);
        try {
            PublishedRun published = publisher.start(description);
            for (int t = 0; t < run.recordedCheckpoints(); t++) {
                published.publishProbabilities(t * stepSize, run.probabilities(t));
                Thread.sleep(intervalMillis);
                // A trainer must never wait, a replay may: nothing is to be dropped here.
                while (publisher.statistics().queuedBytes() > QUEUE_BYTES / 2) {
                    Thread.sleep(QUEUE_PAUSE_MILLIS);
                }
            }
            published.finish();
        } finally {
            publisher.close();
        }
        return publisher.statistics();
    }
}
