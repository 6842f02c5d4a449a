package io.thalweg.producer;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import io.thalweg.protocol.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the snapshots of the runs that train in this JVM. Encoding happens on the trainer's thread; a background
 * thread waits for the cluster. Between them is a queue bounded in bytes: when it is full, the oldest snapshots of that
 * run give way, are counted, and training goes on. Once it is open, nothing of it throws into the training.
 *
 * <p>Memory: at most the queue, one snapshot being handed over, and the Kafka producer's buffer ({@code buffer.memory}, 32
 * MiB by default). Thread-safe.
 */
public final class SnapshotPublisher implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final PublisherConfiguration configuration;
    private final InstantSource clock;
    private final SendQueue queue;
    private final Outage outage;
    private final SendLoop loop;
    private final Thread thread;
    private final LongAdder refused = new LongAdder();
    private @Nullable Unsent unsent;

    private SnapshotPublisher(
            PublisherConfiguration configuration,
            Supplier<RecordSender> senders,
            @Nullable RecordSender first,
            InstantSource clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.queue = new SendQueue(configuration.queueBytes());
        this.outage = new Outage(
                configuration.bootstrapServers(), () -> queue.statistics(0).dropped());
        this.loop = new SendLoop(queue, configuration.topics().snapshots(), senders, first, outage);
        this.thread = new Thread(loop, configuration.clientId());
        // A trainer that forgets to close must still be able to end.
        thread.setDaemon(true);
    }

    /**
     * Opens a publisher. The cluster need not be there.
     *
     * @throws IllegalArgumentException when the configuration cannot work
     */
    public static SnapshotPublisher open(PublisherConfiguration configuration) {
        Map<String, Object> settings = ClientSettings.producer(configuration);
        Supplier<RecordSender> senders = () -> new KafkaSender(settings);
        return open(configuration, senders, firstSender(senders), InstantSource.system());
    }

    static SnapshotPublisher open(
            PublisherConfiguration configuration,
            Supplier<RecordSender> senders,
            @Nullable RecordSender first,
            InstantSource clock) {
        SnapshotPublisher publisher = new SnapshotPublisher(configuration, senders, first, clock);
        publisher.thread.start();
        return publisher;
    }

    /** Null when the cluster's name does not resolve now, which is an outage like others. */
    private static @Nullable RecordSender firstSender(Supplier<RecordSender> senders) {
        try {
            return senders.get();
        } catch (KafkaException e) {
            if (e.getCause() instanceof ConfigException cause
                    && String.valueOf(cause.getMessage()).contains("resolvable")) {
                return null;
            }
            throw new IllegalArgumentException("kafkaProperties: " + story(e), e);
        }
    }

    /** Kafka tells what is wrong in the last of a chain of causes. */
    private static String story(Throwable e) {
        Throwable cause = e.getCause();
        return cause == null ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + story(cause);
    }

    /**
     * Declares a run, and tells the service that it has started.
     *
     * @throws IllegalArgumentException when a snapshot of its probe set is larger than the queue
     */
    public PublishedRun start(RunDescription description) {
        long snapshotBytes = encoder(description).snapshotBytes();
        if (snapshotBytes > configuration.queueBytes()) {
            throw new IllegalArgumentException("queueBytes is " + configuration.queueBytes()
                    + "; expected at least the " + snapshotBytes + " bytes of one snapshot of " + description.run());
        }
        return new PublishedRun(description, this);
    }

    public PublisherStatistics statistics() {
        return queue.statistics(refused.sum());
    }

    /** {@link #close(Duration)} with the configured timeout. */
    @Override
    public void close() {
        close(configuration.closeTimeout());
    }

    /**
     * Sends what waits, for at most this long, and ends. A run that was not ended stays running for the service, until
     * that finds it silent. Closing again does nothing.
     *
     * @return what was not sent; also logged
     */
    public synchronized Unsent close(Duration timeout) {
        if (unsent != null) {
            return unsent;
        }
        long end = System.nanoTime() + timeout.toNanos();
        // A tenth is kept for ending the clients.
        boolean interrupted = !awaitSettled(timeout.toNanos() / 10 * 9);
        Unsent left = queue.close();
        if (!left.nothing()) {
            loop.interrupt(thread);
        }
        interrupted |= !awaitEnd(end);
        if (!left.nothing()) {
            log.atWarn()
                    .addKeyValue("snapshots", left.snapshots())
                    .addKeyValue("runRecords", left.runRecords())
                    .log("closed before everything was sent");
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        unsent = left;
        return left;
    }

    private boolean awaitSettled(long nanos) {
        try {
            queue.awaitSettled(nanos);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private boolean awaitEnd(long end) {
        try {
            thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    void offer(SnapshotChunks snapshot) {
        if (queue.offer(snapshot) > 0) {
            outage.begin("the queue of " + configuration.queueBytes() + " bytes is full");
        }
    }

    void put(StateRecord state) {
        queue.put(state);
    }

    void countRefused() {
        refused.increment();
    }

    SnapshotEncoder encoder(RunDescription description) {
        return new SnapshotEncoder(description, configuration.encoding(), clock);
    }

    Topics topics() {
        return configuration.topics();
    }

    Instant now() {
        return clock.instant();
    }
}
