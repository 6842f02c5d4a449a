package io.thalweg.processor.http;

import com.sun.net.httpserver.HttpExchange;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.EventLog.Reading;
import io.thalweg.processor.live.LiveEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One client of the event stream. */
final class EventClient {
    private final HttpExchange exchange;
    private final EventLog events;
    private final EventTimes times;
    private final AtomicReference<@Nullable Write> writing = new AtomicReference<>();

    /** A write that has begun. */
    private record Write(Thread thread, long startedNanos) {}

    EventClient(HttpExchange exchange, EventLog events, EventTimes times) {
        this.exchange = exchange;
        this.events = events;
        this.times = times;
    }

    /** Sends events until the client goes, falls behind or the log ends. */
    void serve() throws IOException, InterruptedException {
        try (exchange) {
            long place = place();
            exchange.getResponseHeaders().set("Content-Type", EventStream.CONTENT_TYPE);
            // Tells reverse proxies not to collect events into larger pieces.
            exchange.getResponseHeaders().set("X-Accel-Buffering", "no");
            exchange.sendResponseHeaders(200, 0);
            send("retry: 2000\n\n");
            while (true) {
                Reading reading = events.after(place, times.heartbeat());
                if (reading instanceof Reading.Next next) {
                    send(next.events().isEmpty() ? "event: beat\ndata: {}\n\n" : text(next));
                    place += next.events().size();
                } else if (reading instanceof Reading.Overrun overrun) {
                    // The client must ask for the whole state anew; its next place is the newest.
                    send("id: " + overrun.lastId() + "\nevent: reset\ndata: {\"lastEventId\":" + overrun.lastId()
                            + "}\n\n");
                    return;
                } else {
                    return;
                }
            }
        }
    }

    /** Where a client goes on that was here before or has read the state already; otherwise at the newest event. */
    private long place() {
        Request request = Request.of(exchange.getRequestURI(), "", exchange.getRequestHeaders());
        return request.header("Last-Event-ID")
                .or(() -> request.parameter("lastEventId"))
                .filter(id -> id.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElseGet(events::lastId);
    }

    private static String text(Reading.Next next) {
        StringBuilder text = new StringBuilder();
        for (LiveEvent event : next.events()) {
            // JSON on one line holds no line break: the framing is safe.
            text.append("id: ").append(event.id()).append('\n');
            text.append("event: ")
                    .append(event.type().name().toLowerCase(Locale.ROOT))
                    .append('\n');
            text.append("data: ").append(event.json()).append("\n\n");
        }
        return text.toString();
    }

    private void send(String text) throws IOException {
        writing.set(new Write(Thread.currentThread(), System.nanoTime()));
        try {
            OutputStream body = exchange.getResponseBody();
            body.write(text.getBytes(StandardCharsets.UTF_8));
            body.flush();
        } finally {
            writing.set(null);
        }
    }

    /**
     * Interrupts a write that takes too long, which closes the client's channel: the one way to end a blocked write from
     * outside, since closing the exchange would wait for the same lock.
     */
    void cutIfStalled() {
        Write write = writing.get();
        if (write != null
                && System.nanoTime() - write.startedNanos()
                        > TimeUnit.MILLISECONDS.toNanos(times.stall().toMillis())) {
            write.thread().interrupt();
        }
    }
}
