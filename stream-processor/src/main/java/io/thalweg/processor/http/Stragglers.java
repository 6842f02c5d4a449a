package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Ends an answer that its client does not read: the thread is interrupted, which closes the connection. Otherwise as many
 * such clients as there are threads would keep everybody out, health checks included. (The server's own maxRspTime would
 * end event streams as well, which last as long as somebody looks.)
 */
final class Stragglers implements HttpHandler, AutoCloseable {
    private final Duration longest;
    private final HttpHandler next;
    private final Map<Thread, Long> startedNanos = new ConcurrentHashMap<>();
    private final ScheduledExecutorService watchdog =
            Executors.newSingleThreadScheduledExecutor(Daemons.named("thalweg-http-watchdog"));

    private Stragglers(Duration longest, HttpHandler next) {
        this.longest = longest;
        this.next = next;
    }

    /** Watches from now on. */
    static Stragglers watch(Duration longest, HttpHandler next) {
        Stragglers stragglers = new Stragglers(longest, next);
        long period = Math.max(1, longest.toMillis() / 4);
        var unused = stragglers.watchdog.scheduleAtFixedRate(stragglers::cut, period, period, TimeUnit.MILLISECONDS);
        return stragglers;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Thread thread = Thread.currentThread();
        startedNanos.put(thread, System.nanoTime());
        try {
            next.handle(exchange);
        } finally {
            startedNanos.remove(thread);
            // The next request of this thread must not inherit what ended this one.
            Thread.interrupted();
        }
    }

    private void cut() {
        long now = System.nanoTime();
        startedNanos.forEach((thread, started) -> {
            if (now - started > longest.toNanos() && startedNanos.remove(thread, started)) {
                thread.interrupt();
            }
        });
    }

    @Override
    public void close() {
        watchdog.shutdownNow();
    }
}
