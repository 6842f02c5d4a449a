package io.thalweg.producer;

import io.thalweg.producer.Outgoing.SnapshotChunks;
import io.thalweg.producer.Outgoing.StateRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The background thread: it alone waits for the cluster. What the queue gives it, it sends in order, waiting as long as
 * the cluster is away; only what can never pass is given up.
 */
final class SendLoop implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(SnapshotPublisher.class);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_BEFORE_RENEWAL = Duration.ofSeconds(1);

    private final SendQueue queue;
    private final String awaitedTopic;
    private final Supplier<RecordSender> senders;
    private final Outage outage;
    private volatile @Nullable RecordSender sender;
    private volatile boolean spent;
    private boolean ending;

    /**
     * @param awaitedTopic must be known to the cluster before anything is taken from the queue, so that whatever waits
     *     for it waits there, where old can give way to new
     * @param first may be null when the cluster's name could not be resolved yet
     */
    SendLoop(
            SendQueue queue,
            String awaitedTopic,
            Supplier<RecordSender> senders,
            @Nullable RecordSender first,
            Outage outage) {
        this.queue = queue;
        this.awaitedTopic = awaitedTopic;
        this.senders = senders;
        this.sender = first;
        this.outage = outage;
    }

    @Override
    public void run() {
        try {
            while (queue.awaitReady()) {
                sendNext();
            }
        } catch (InterruptedException e) {
            log.debug("closed while waiting for the cluster");
        } finally {
            beginEnding();
            closeSender();
        }
    }

    /** From here on nothing waits, and an interruption would only make Kafka's close complain and throw. */
    private synchronized void beginEnding() {
        ending = true;
        Thread.interrupted();
    }

    /** Ends the waiting for the cluster of the thread that runs this; one that ends already is let alone. */
    synchronized void interrupt(Thread runner) {
        if (!ending) {
            runner.interrupt();
        }
    }

    private void sendNext() throws InterruptedException {
        try {
            current().awaitTopic(awaitedTopic);
        } catch (RuntimeException e) {
            waitFor(e);
            return;
        }
        Outgoing outgoing = queue.take().orElse(null);
        if (outgoing != null) {
            handOver(outgoing);
        }
    }

    private void handOver(Outgoing outgoing) throws InterruptedException {
        Delivery delivery = new Delivery(outgoing, this::settled);
        List<byte[]> values = outgoing.values();
        for (int i = 0; i < values.size(); i++) {
            Exception failure = handOver(outgoing, values.get(i), delivery);
            if (failure != null) {
                delivery.abandon(values.size() - i, failure);
                return;
            }
        }
    }

    /** Null when it was taken, else why it never will be. */
    private @Nullable Exception handOver(Outgoing outgoing, byte[] value, Delivery delivery)
            throws InterruptedException {
        while (true) {
            try {
                RecordSender by = current();
                by.send(outgoing.topic(), outgoing.lane().key(), value, e -> {
                    noteSpent(by, e);
                    delivery.settle(e);
                });
                delivery.taken();
                return null;
            } catch (RuntimeException e) {
                SendFailure asks = SendFailure.of(e);
                boolean hopeless = asks == SendFailure.GIVE_UP || (asks == SendFailure.RENEW && delivery.begun());
                spent |= asks == SendFailure.RENEW;
                if (hopeless || queue.closed()) {
                    return e;
                }
                waitFor(e);
            }
        }
    }

    private void noteSpent(RecordSender by, @Nullable Exception e) {
        // What an already replaced sender reports says nothing of the present one.
        if (e != null && by == sender && SendFailure.of(e) == SendFailure.RENEW) {
            spent = true;
        }
    }

    private void waitFor(RuntimeException e) throws InterruptedException {
        spent |= SendFailure.of(e) == SendFailure.RENEW;
        outage.begin(e.getMessage() + "; `thalweg topics create` makes missing topics");
        Thread.sleep(PAUSE.toMillis());
    }

    private RecordSender current() throws InterruptedException {
        if (spent) {
            closeSender();
            Thread.sleep(PAUSE_BEFORE_RENEWAL.toMillis());
            spent = false;
        }
        RecordSender present = sender;
        if (present == null) {
            present = senders.get();
            sender = present;
        }
        return present;
    }

    private void settled(Outgoing outgoing, @Nullable Exception failure) {
        if (failure == null) {
            queue.settleSent(outgoing);
            if (queue.drained()) {
                outage.end();
            }
            return;
        }
        if (!queue.closed()) {
            outage.begin(failure.toString());
        }
        boolean again = SendFailure.of(failure) == SendFailure.TRY_AGAIN && !queue.closed();
        if (outgoing instanceof StateRecord state && SendFailure.of(failure) != SendFailure.GIVE_UP) {
            queue.putBack(state);
        } else if (again && outgoing instanceof SnapshotChunks snapshot) {
            // Some of it may have arrived after all: the processor ignores a chunk that it has already.
            queue.putBack(snapshot);
        } else {
            queue.settleFailed(outgoing);
        }
    }

    private void closeSender() {
        RecordSender present = sender;
        sender = null;
        if (present == null) {
            return;
        }
        try {
            present.close(Duration.ZERO);
        } catch (RuntimeException e) {
            log.atDebug().setCause(e).log("a Kafka producer did not close in good order");
        }
    }
}
