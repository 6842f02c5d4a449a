package io.thalweg.cli;

import org.jspecify.annotations.Nullable;

/** A command could not do what it was asked: exit code 1, and the message is the one line that says why. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        this(message, null);
    }

    CommandFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
