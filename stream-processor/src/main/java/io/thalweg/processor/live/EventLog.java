package io.thalweg.processor.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last events, bounded in number and size. Readers keep their own place and are told when it has been overwritten, so
 * that a slow one costs nothing. Thread-safe.
 */
public final class EventLog {
    /** At most so many events to a reader at once. */
    private static final int BATCH = 256;

    private final int mostEvents;
    private final long mostCharacters;
    private final Deque<LiveEvent> events = new ArrayDeque<>();
    private long lastId;
    private long characters;
    private boolean closed;

    /** An empty log that keeps at most so many events of at most so many characters together. */
    public EventLog(int mostEvents, long mostCharacters) {
        this.mostEvents = mostEvents;
        this.mostCharacters = mostCharacters;
    }

    /** What a reader finds after its place. */
    public sealed interface Reading {
        /** The next events; none when the wait was in vain. */
        record Next(List<LiveEvent> events) implements Reading {
            public Next {
                events = List.copyOf(events);
            }
        }

        /** Events between the reader's place and the oldest kept are gone. */
        record Overrun(long lastId) implements Reading {}

        /** There will be none any more. */
        record Closed() implements Reading {}
    }

    synchronized void append(LiveEvent.Type type, String json) {
        lastId++;
        events.addLast(new LiveEvent(lastId, type, json));
        characters += json.length();
        while (events.size() > mostEvents || (characters > mostCharacters && events.size() > 1)) {
            characters -= events.removeFirst().json().length();
        }
        notifyAll();
    }

    /** The id of the newest event, 0 before the first. */
    public synchronized long lastId() {
        return lastId;
    }

    /** The events after {@code id}, waiting for one at most so long. A place that never was counts as overwritten. */
    public synchronized Reading after(long id, Duration wait) throws InterruptedException {
        long deadline = System.nanoTime() + wait.toNanos();
        for (long left = wait.toNanos(); id == lastId && !closed && left > 0; left = deadline - System.nanoTime()) {
            // At least a millisecond: zero would wait for ever.
            wait(Math.max(1, left / 1_000_000));
        }
        if (closed) {
            return new Reading.Closed();
        }
        long oldest = lastId - events.size();
        if (id < oldest || id > lastId) {
            return new Reading.Overrun(lastId);
        }
        return new Reading.Next(events.stream().skip(id - oldest).limit(BATCH).toList());
    }

    /** Ends all waiting. */
    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
