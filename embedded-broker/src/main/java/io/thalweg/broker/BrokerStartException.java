package io.thalweg.broker;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A broker could not be started; the message is one line for the person who asked for it. */
public class BrokerStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokerStartException(String message) {
        this(message, null);
    }

    BrokerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
