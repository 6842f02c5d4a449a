package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.thalweg.processor.live.EventLog;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Server-sent events at {@code /api/events}. Each client has a thread and a place in the {@link EventLog}, nothing is
 * buffered for it: one that falls behind the log is told so and its connection ended, one that stops reading is cut off.
 */
final class EventStream implements HttpHandler, AutoCloseable {
    static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";
    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    private final EventLog events;
    private final EventTimes times;
    private final Set<EventClient> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private final ScheduledExecutorService watchdog;
    private final ScheduledFuture<?> watching;

    EventStream(EventLog events, int mostClients, EventTimes times) {
        this.events = events;
        this.times = times;
        this.threads = new ThreadPoolExecutor(
                0, mostClients, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), Daemons.named("thalweg-events"));
        this.watchdog = Executors.newSingleThreadScheduledExecutor(Daemons.named("thalweg-events-watchdog"));
        long period = Math.max(1, times.stall().toMillis() / 4);
        this.watching = watchdog.scheduleAtFixedRate(
                () -> clients.forEach(EventClient::cutIfStalled), period, period, TimeUnit.MILLISECONDS);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        EventClient client = new EventClient(exchange, events, times);
        try {
            threads.execute(() -> serve(client));
        } catch (RejectedExecutionException e) {
            try (exchange) {
                exchange.getResponseHeaders().set("Retry-After", "10");
                exchange.sendResponseHeaders(503, -1);
            }
        }
    }

    private void serve(EventClient client) {
        clients.add(client);
        try {
            client.serve();
        } catch (IOException e) {
            LOG.debug("a client of the event stream is gone");
        } catch (InterruptedException e) {
            LOG.debug("a client of the event stream was cut off");
        } catch (IllegalArgumentException e) {
            LOG.debug("a client of the event stream asked for nonsense");
        } finally {
            clients.remove(client);
            // The pool's next client must not inherit the interrupt that ended this one.
            Thread.interrupted();
        }
    }

    @Override
    public void close() {
        watching.cancel(true);
        watchdog.shutdownNow();
        threads.shutdownNow();
    }
}
