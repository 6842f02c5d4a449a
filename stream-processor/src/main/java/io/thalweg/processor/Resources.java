package io.thalweg.processor;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been started, to be closed in reverse order. Thread-safe: a signal may come while it is still starting. */
final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    /** Takes over a resource; closes it at once if all others are closed already. */
    synchronized void add(AutoCloseable resource) {
        if (closed) {
            close(resource);
        } else {
            started.push(resource);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!started.isEmpty()) {
            close(started.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            // One that fails to close must not keep the others from it.
            LOG.atWarn().setCause(e).log("closing failed");
        }
    }
}
