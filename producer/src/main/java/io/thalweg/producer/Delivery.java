package io.thalweg.producer;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Gathers what became of the records of one {@link Outgoing}, and tells it once, when all have settled. Thread-safe. */
final class Delivery {
    private final Outgoing outgoing;
    private final BiConsumer<Outgoing, @Nullable Exception> settled;
    private int open;
    private boolean taken;
    private @Nullable Exception failure;

    Delivery(Outgoing outgoing, BiConsumer<Outgoing, @Nullable Exception> settled) {
        this.outgoing = outgoing;
        this.settled = settled;
        this.open = outgoing.values().size();
    }

    void taken() {
        synchronized (this) {
            taken = true;
        }
    }

    /** Whether any record of it is on its way, so that it cannot begin anew elsewhere. */
    synchronized boolean begun() {
        return taken;
    }

    void settle(@Nullable Exception exception) {
        settle(1, exception);
    }

    /** These records will not be sent. */
    void abandon(int records, Exception cause) {
        settle(records, cause);
    }

    private void settle(int records, @Nullable Exception exception) {
        Exception result;
        synchronized (this) {
            if (failure == null) {
                failure = exception;
            }
            open -= records;
            if (open != 0) {
                return;
            }
            result = failure;
        }
        settled.accept(outgoing, result);
    }
}
