package io.thalweg.producer.dl4j;

import io.thalweg.producer.StopReason;

/** Ends a {@code fit} that was told to stop; the run has been declared stopped. */
public final class TrainingStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient StopReason reason;

    TrainingStoppedException(StopReason reason) {
        super(reason.text());
        this.reason = reason;
    }

    /** Why the training was stopped. */
    public StopReason reason() {
        return reason;
    }
}
