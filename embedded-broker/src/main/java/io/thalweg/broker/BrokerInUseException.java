package io.thalweg.broker;

/** Another broker holds the directory; the message names the folder and the owner's process id. */
public final class BrokerInUseException extends BrokerStartException {
    private static final long serialVersionUID = 1L;

    BrokerInUseException(String message) {
        super(message);
    }
}
