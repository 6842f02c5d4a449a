package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Few answers at once: each is whole in memory, megabytes of it, until its client has read it. Whoever waits too long is
 * asked to come back. Health, which is small, passes by the side, and is answered however many others there are.
 */
final class Turnstile implements HttpHandler {
    private static final int AT_ONCE = 8;
    /** Less than a probe waits for health, which may have to wait for a thread that waits here. */
    private static final int WAIT_SECONDS = 2;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final HttpHandler next;

    Turnstile(HttpHandler next) {
        this.next = next;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (HealthEndpoints.PATHS.contains(
                String.valueOf(exchange.getRequestURI().getPath()))) {
            next.handle(exchange);
        } else if (hasPlace()) {
            try {
                next.handle(exchange);
            } finally {
                places.release();
            }
        } else {
            try (exchange) {
                SecurityHeaders.set(exchange.getResponseHeaders());
                exchange.getResponseHeaders().set("Retry-After", "5");
                Router.send(exchange, Reply.error(503, "too many answers under way: come back in some seconds"));
            }
        }
    }

    private boolean hasPlace() {
        try {
            return places.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
