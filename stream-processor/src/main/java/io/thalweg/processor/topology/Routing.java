package io.thalweg.processor.topology;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Whether a record belongs here. All records of a run must meet in the partition of its id; a client whose partitioner is not
 * Kafka's own only costs a hop.
 */
final class Routing {
    private final int partition;
    private final int partitions;
    private final String sink;
    private final Outbox outbox;
    private final Rejections rejections;

    /**
     * @param partition the partition that is read here
     * @param partitions how many there are
     * @param sink where a record of another partition is sent on
     */
    Routing(int partition, int partitions, String sink, Outbox outbox, Rejections rejections) {
        this.partition = partition;
        this.partitions = partitions;
        this.sink = sink;
        this.outbox = outbox;
        this.rejections = rejections;
    }

    /** Whether the record is to be taken here; if not, it has been refused or sent on. */
    boolean accepts(Record<byte[], byte[]> record, RunId run) {
        if (!Arrays.equals(record.key(), run.value().getBytes(StandardCharsets.US_ASCII))) {
            refuse(record, RejectionReason.KEY_MISMATCH, "the record's key is not the run that it holds", run);
            return false;
        }
        int right = KeyPartitions.of(record.key(), partitions);
        if (right == partition) {
            return true;
        }
        if (!DeadLetters.canBeSentAgain(record)) {
            refuse(record, RejectionReason.OVERSIZED, "on the wrong partition, and too large to be sent on", run);
        } else if (record.headers().lastHeader(Outbox.ROUTED_HEADER) == null) {
            outbox.again(record, sink);
        } else {
            // Sent on and wrong again: sending on once more would go on for ever.
            String detail =
                    "sent on from another partition, and belongs to partition %d of %d, not %d: restart the processor, the topic's partitions have changed"
                            .formatted(right, partitions, partition);
            refuse(record, RejectionReason.INTERNAL, detail, run);
        }
        return false;
    }

    private void refuse(Record<byte[], byte[]> record, RejectionReason reason, String detail, RunId run) {
        rejections.refuse(record, new Rejection(reason, detail, Optional.of(run)));
    }
}
