package io.thalweg.producer;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.Acknowledgement;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.RunRecord;
import io.thalweg.protocol.record.RunState;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a {@link SnapshotPublisher}. No method throws or waits for the cluster: what cannot be published is counted,
 * with one warning a run that gives the reason. Thread-safe.
 *
 * <p>Snapshots are row-major, N samples x C classes in the order of the probe set; arrays and buffers may be reused as
 * soon as the method returns. A buffer is read from its position, which stays where it is.
 */
public final class PublishedRun {
    private static final Logger log = LoggerFactory.getLogger(PublishedRun.class);

    private static final JsonFormat<RunRecord> JSON = JsonFormat.runs();

    private final RunDescription description;
    private final SnapshotPublisher publisher;
    private final SnapshotEncoder encoder;
    private final RunLane lane;
    private final AtomicBoolean warned = new AtomicBoolean();
    private RunRecord state;

    PublishedRun(RunDescription description, SnapshotPublisher publisher) {
        this.description = description;
        this.publisher = publisher;
        this.encoder = publisher.encoder(description);
        this.lane = new RunLane(description.run().value().getBytes(StandardCharsets.US_ASCII));
        this.state = RunRecord.started(
                description.run(),
                description.attempt(),
                description.tags(),
                description.totalSteps(),
                description.probeSet().id(),
                publisher.now());
        put(state);
    }

    public RunId run() {
        return description.run();
    }

    public int attempt() {
        return description.attempt();
    }

    /** Publishes probabilities; each row sums to one. */
    public void publishProbabilities(long step, float[] probabilities) {
        publish(() -> encoder.probabilities(step, FloatBuffer.wrap(probabilities)));
    }

    /** Publishes probabilities; each row sums to one. */
    public void publishProbabilities(long step, FloatBuffer probabilities) {
        publish(() -> encoder.probabilities(step, probabilities));
    }

    /** Publishes the softmax of logits. */
    public void publishLogits(long step, float[] logits) {
        publish(() -> encoder.logits(step, FloatBuffer.wrap(logits)));
    }

    /** Publishes the softmax of logits. */
    public void publishLogits(long step, FloatBuffer logits) {
        publish(() -> encoder.logits(step, logits));
    }

    /** Tells the service what this trainer did about an alarm. */
    public void acknowledge(AlarmKind kind, long step, String action) {
        change(now -> now.acknowledging(new Acknowledgement(kind, step, action, publisher.now())));
    }

    /** The run came to its planned end. The first ending counts. */
    public void finish() {
        change(now -> now.state().ended() ? now : now.ended(RunState.FINISHED, publisher.now()));
    }

    /** The run ended early, on purpose. The first ending counts. */
    public void stopped(String reason) {
        change(now -> now.state().ended() ? now : now.ended(RunState.STOPPED, reason, publisher.now()));
    }

    /** The run ended by an error. The first ending counts. */
    public void failed(String reason) {
        change(now -> now.state().ended() ? now : now.ended(RunState.FAILED, reason, publisher.now()));
    }

    private synchronized void publish(Supplier<List<byte[]>> chunks) {
        try {
            if (state.state().ended()) {
                throw new IllegalStateException("the run has ended");
            }
            publisher.offer(new SnapshotChunks(lane, publisher.topics().snapshots(), chunks.get()));
        } catch (RuntimeException | OutOfMemoryError e) {
            // Memory that is short now: a snapshot is the last thing the training should die for.
            publisher.countRefused();
            warnOnce("a snapshot was not published", e);
        }
    }

    private synchronized void change(UnaryOperator<RunRecord> change) {
        try {
            RunRecord changed = change.apply(state);
            if (!changed.equals(state)) {
                state = changed;
                put(changed);
            }
        } catch (RuntimeException e) {
            warnOnce("the state of a run was not published", e);
        }
    }

    private void put(RunRecord record) {
        byte[] value = JSON.write(record);
        publisher.put(new StateRecord(
                lane, publisher.topics().runs(), value, record.state().ended()));
    }

    private void warnOnce(String what, Throwable cause) {
        if (warned.compareAndSet(false, true)) {
            log.atWarn()
                    .addKeyValue("run", description.run())
                    .addKeyValue("reason", String.valueOf(cause.getMessage()))
                    .log(what + "; further ones of this run are counted without a warning");
        }
    }
}
