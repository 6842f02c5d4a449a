package io.thalweg.processor.http;

import java.io.IOException;

/** HTTP cannot listen where it should; the message is one line that names the port and what to do. */
public final class PortTakenException extends IOException {
    private static final long serialVersionUID = 1;

    PortTakenException(String message, IOException cause) {
        super(message, cause);
    }
}
