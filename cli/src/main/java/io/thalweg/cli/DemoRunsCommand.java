package io.thalweg.cli;

import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.live.DemoPopulation;
import io.thalweg.trainers.live.LiveRun;
import io.thalweg.trainers.run.PyTorch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code thalweg demo-runs}: the demo's networks alone, for a cluster that somebody else runs. */
@Command(
        name = "demo-runs",
        description =
                "Trains the demo's eight networks and publishes them to a Kafka cluster; docker-compose.yml uses it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  thalweg demo-runs --bootstrap-server localhost:9092 --repeat"})
final class DemoRunsCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 200;

    @Mixin
    private KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--repeat", description = "Begin again when all have ended, each time as the next attempt.")
    private boolean repeat;

    @Option(
            names = "--pace",
            paramLabel = "MILLISECONDS",
            description = "Time from one snapshot of a run to the next (default: that of the demo, 1400).")
    private long paceMillis = DemoPopulation.PACE.toMillis();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (paceMillis < 0) {
            throw new ParameterException(spec.commandLine(), "--pace is %d: expected 0 or more".formatted(paceMillis));
        }
        kafka.awaitTopics(spec.commandLine().getErr());
        PyTorch.load();
        DataSet data = Digits.load();
        PublisherConfiguration configuration = PublisherConfiguration.builder(kafka.bootstrapServers())
                .topics(kafka.topics())
                .kafkaProperties(kafka.extraProperties())
                .build();
        // Above the attempts of every earlier start, without a place to remember them in.
        int attempt = (int) (Instant.now().getEpochSecond() / 60);
        do {
            train(DemoPopulation.runs(data), attempt++, configuration);
        } while (repeat);
        return ExitCode.OK;
    }

    private void train(List<LiveRun> population, int attempt, PublisherConfiguration configuration)
            throws InterruptedException {
        List<LiveRun> runs = population.stream()
                .map(run -> run.withAttempt(attempt).withPace(Duration.ofMillis(paceMillis)))
                .toList();
        SnapshotPublisher publisher = SnapshotPublisher.open(configuration);
        try (DemoTraining training = DemoTraining.start(runs, publisher, configuration)) {
            while (!training.isOver()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } finally {
            publisher.close();
        }
        spec.commandLine()
                .getOut()
                .printf(
                        "attempt %d: %d runs, %d snapshots sent%n",
                        attempt, runs.size(), publisher.statistics().sent());
        spec.commandLine().getOut().flush();
    }
}
