package io.thalweg.producer;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One warning when the cluster stops taking snapshots, one line when it has caught up. Thread-safe. */
final class Outage {
    private static final Logger log = LoggerFactory.getLogger(SnapshotPublisher.class);

    private final String bootstrapServers;
    private final LongSupplier dropped;
    private boolean on;
    private long droppedBefore;

    /** @param dropped snapshots dropped so far */
    Outage(String bootstrapServers, LongSupplier dropped) {
        this.bootstrapServers = bootstrapServers;
        this.dropped = dropped;
    }

    synchronized void begin(String reason) {
        if (on) {
            return;
        }
        on = true;
        droppedBefore = dropped.getAsLong();
        log.atWarn()
                .addKeyValue("bootstrapServers", bootstrapServers)
                .addKeyValue("reason", reason)
                .log("snapshots do not get through; they wait, the oldest are dropped when the queue is full, and"
                        + " training goes on");
    }

    synchronized void end() {
        if (on) {
            on = false;
            log.atInfo()
                    .addKeyValue("bootstrapServers", bootstrapServers)
                    .addKeyValue("dropped", dropped.getAsLong() - droppedBefore)
                    .log("snapshots get through again");
        }
    }
}
