package io.thalweg.processor.topology;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.chunk.SnapshotKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why an input is not taken.
 *
 * @param reason for machines
 * @param detail for people: one line, free of predictions
 * @param run the run, where it could be read
 * @param snapshot the snapshot, where it is known
 */
record Rejection(
        RejectionReason reason,
        String detail,
        @Nullable RunId run,
        @Nullable SnapshotKey snapshot) {
    Rejection(RejectionReason reason, String detail, Optional<RunId> run) {
        this(reason, detail, run.orElse(null), null);
    }

    Rejection(RejectionReason reason, String detail, SnapshotKey snapshot) {
        this(reason, detail, snapshot.run(), snapshot);
    }

    /**
     * Whether the input is normal under trainers that restart and send again: it is counted, but no dead letter, which
     * would double the load of every restart.
     */
    boolean isOrdinary() {
        return switch (reason) {
            case DUPLICATE, STALE_STEP, STALE_ATTEMPT -> true;
            default -> false;
        };
    }
}
