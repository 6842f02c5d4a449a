package io.thalweg.protocol.record;

import io.thalweg.protocol.chunk.RejectionReason;

/** A value that a record of this protocol cannot have, with the reason that dead letters and counters carry. */
public final class RejectedRecordException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final RejectionReason reason;

    public RejectedRecordException(RejectionReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RejectionReason reason() {
        return reason;
    }
}
