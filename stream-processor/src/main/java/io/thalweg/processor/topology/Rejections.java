package io.thalweg.processor.topology;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** What is not taken: counted, told in the log, and made a dead letter where that helps. */
final class Rejections {
    private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

    /** A flood of bad records must not flood the log. */
    private static final Duration LOG_EVERY = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final TopologyObserver observer;
    private final InstantSource clock;
    private final Map<RejectionReason, Instant> logged = new EnumMap<>(RejectionReason.class);

    Rejections(Outbox outbox, TopologyObserver observer, InstantSource clock) {
        this.outbox = outbox;
        this.observer = observer;
        this.clock = clock;
    }

    /** Refuses a record. */
    void refuse(Record<byte[], byte[]> record, Rejection rejection) {
        count(rejection);
        if (!rejection.isOrdinary()) {
            outbox.deadLetter(record, rejection);
        }
    }

    /** Gives up something of a run of which there is no record any more. */
    void giveUp(RunId run, Rejection rejection) {
        count(rejection);
        outbox.deadLetter(run, rejection);
    }

    /** Counts what needs no dead letter. */
    void count(Rejection rejection) {
        observer.rejected(rejection.reason());
        Instant now = clock.instant();
        Instant last = logged.get(rejection.reason());
        if (!rejection.isOrdinary() && (last == null || !last.plus(LOG_EVERY).isAfter(now))) {
            logged.put(rejection.reason(), now);
            LoggingEventBuilder line = LOG.atWarn().addKeyValue("reason", rejection.reason());
            SnapshotKey snapshot = rejection.snapshot();
            if (rejection.run() != null) {
                line = line.addKeyValue("run", rejection.run());
            }
            if (snapshot != null) {
                line = line.addKeyValue("attempt", snapshot.attempt())
                        .addKeyValue("step", snapshot.step())
                        .addKeyValue("probeSet", snapshot.probeSet());
            }
            line.addKeyValue("detail", rejection.detail())
                    .log("record refused; further ones for this reason are not logged for a minute");
        }
    }

    /** A fault of the processor itself: the record is set aside, the processor goes on. */
    void internal(Record<byte[], byte[]> record, RuntimeException fault) {
        LOG.atError()
                .addKeyValue("key", record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8))
                .addKeyValue("source", outbox.source())
                .setCause(fault)
                .log("fault while processing a record");
        refuse(record, rejection(fault));
    }

    /** A fault of the processor itself, not while processing a record. */
    void internal(RuntimeException fault) {
        LOG.atError().setCause(fault).log("fault while looking at the runs");
        count(rejection(fault));
    }

    private static Rejection rejection(RuntimeException fault) {
        return new Rejection(RejectionReason.INTERNAL, fault.toString(), Optional.empty());
    }
}
