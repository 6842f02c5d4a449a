package io.thalweg.processor;

import org.jspecify.annotations.Nullable;

/** The processor could not start; the message says why and what to do, one line a problem. */
public final class ProcessorStartException extends Exception {
    private static final long serialVersionUID = 1;

    ProcessorStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    ProcessorStartException(String message) {
        this(message, null);
    }
}
