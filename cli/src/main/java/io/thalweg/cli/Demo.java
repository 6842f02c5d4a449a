package io.thalweg.cli;

import io.thalweg.broker.EmbeddedBroker;
import io.thalweg.processor.ProcessorStartException;
import io.thalweg.processor.ThalwegProcessor;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.producer.PublisherConfiguration;
import io.thalweg.producer.SnapshotPublisher;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.manifold.ManifoldTopic;
import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.live.DemoPopulation;
import io.thalweg.trainers.live.LiveRun;
import io.thalweg.trainers.run.PyTorch;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * The whole of Thalweg in one process: broker, topics, reference manifold, processor, networks in training. Closed in the
 * reverse order.
 */
final class Demo implements AutoCloseable {
    /** Kept free at both ends of the time given: for starting, and for the last records to come through. */
    private static final Duration MARGIN = Duration.ofSeconds(16);

    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final int PARTITIONS = 4;
    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final @Nullable Instant deadline;
    private final EmbeddedBroker broker;
    private final ThalwegProcessor processor;
    private final DemoObserver observer;
    private final SnapshotPublisher publisher;
    private final DemoTraining training;

    private Demo(DemoFolder folder, int httpPort, @Nullable Duration limit)
            throws IOException, InterruptedException, ProcessorStartException {
        deadline = limit == null ? null : Instant.now().plus(limit);
        // Takes as long as the broker does: both at once.
        Thread engine = new Thread(PyTorch::load, "demo-pytorch");
        engine.setDaemon(true);
        engine.start();
        try {
            broker = keep(EmbeddedBroker.start(folder.kafka()));
            prepare(folder);
            processor = keep(new ThalwegProcessor(configuration(folder, httpPort)));
            observer = keep(DemoObserver.start(TOPICS, broker.bootstrapServers()));
            PublisherConfiguration publishing =
                    PublisherConfiguration.builder(broker.bootstrapServers()).build();
            publisher = keep(SnapshotPublisher.open(publishing));
            processor.start();
            training = keep(DemoTraining.start(runs(limit, folder.nextAttempt()), publisher, publishing));
        } catch (IOException | InterruptedException | ProcessorStartException | RuntimeException e) {
            close();
            throw e;
        }
    }

    static Demo start(DemoFolder folder, int httpPort, @Nullable Duration limit)
            throws IOException, InterruptedException {
        try {
            return new Demo(folder, httpPort, limit);
        } catch (ProcessorStartException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private <T extends AutoCloseable> T keep(T resource) {
        resources.push(resource);
        return resource;
    }

    private void prepare(DemoFolder folder) throws IOException {
        Map<String, Object> client = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TopicLayout.standard(TOPICS)
                    .withPartitions(PARTITIONS)
                    .withReplication(1)
                    .create(admin);
        }
        try (InputStream bundled = Digits.referenceManifold()) {
            Path file = folder.unpack("digits.safetensors", bundled);
            new ManifoldTopic(TOPICS.manifolds(), client).publish(file);
        }
    }

    private ProcessorConfiguration configuration(DemoFolder folder, int httpPort) {
        return ProcessorConfiguration.from(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "state.dir", folder.state().toString(),
                        "http.port", Integer.toString(httpPort)),
                Map.of());
    }

    private static List<LiveRun> runs(@Nullable Duration limit, int attempt) {
        DataSet data = Digits.load();
        return DemoPopulation.runs(data).stream()
                .map(run -> run.withAttempt(attempt))
                .map(run -> limit == null ? run : run.withPace(pace(run, limit)))
                .toList();
    }

    private static Duration pace(LiveRun run, Duration limit) {
        Duration fits = limit.minus(MARGIN).dividedBy(run.specification().checkpoints());
        return fits.compareTo(run.pace()) < 0 ? fits : run.pace();
    }

    URI page() {
        return processor.address();
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /**
     * Whether no run trains any more, or the time is over.
     *
     * @throws CommandFailure if the processor has failed: there is nothing left to show
     */
    boolean isOver() {
        processor.failure().ifPresent(reason -> {
            throw new CommandFailure("the processor has failed: " + reason);
        });
        return training.isOver() || (deadline != null && Instant.now().isAfter(deadline.minus(DRAIN.dividedBy(2))));
    }

    /** The runs as the topics tell them. */
    LiveView view() {
        return LiveView.open(
                TOPICS,
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()),
                Duration.ofMinutes(5));
    }

    /** Ends the training and waits until everything that was sent has come through, or for ten seconds. */
    DemoSummary finish() throws IOException, InterruptedException {
        training.close();
        publisher.close();
        long sent = publisher.statistics().sent();
        Instant end = Instant.now().plus(DRAIN);
        CountDownLatch never = new CountDownLatch(1);
        while (observer.metricsRecords() < sent && Instant.now().isBefore(end)) {
            never.await(50, TimeUnit.MILLISECONDS);
        }
        return DemoSummary.of(training.results(), observer, publisher.statistics(), Scrape.of(processor.address()));
    }

    /** Keeps page and broker until the user ends it. */
    void keepServing(PrintWriter err) throws InterruptedException {
        err.printf("all runs have ended; the page stays at %s until Ctrl-C%n", page());
        err.flush();
        processor.awaitEnd();
    }

    /** Closing again does nothing. */
    @Override
    public synchronized void close() {
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                // The others are to be closed all the same; nothing can be done about this one.
                System.getLogger(Demo.class.getName()).log(System.Logger.Level.WARNING, "while closing the demo", e);
            }
        }
    }
}
