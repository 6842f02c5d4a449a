package io.thalweg.broker;

/** Somebody else listens on the port that was asked for; the message names the port. */
public final class PortInUseException extends BrokerStartException {
    private static final long serialVersionUID = 1L;

    PortInUseException(int port) {
        super("port " + port + " on " + LoopbackPort.HOST
                + " is already in use; choose another one, or none for a free one");
    }
}
