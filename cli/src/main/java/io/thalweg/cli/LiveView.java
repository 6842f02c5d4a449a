package io.thalweg.cli;

import io.thalweg.processor.configuration.ProcessorConfiguration.LiveSettings;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.LiveReader;
import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.live.RunQuery;
import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The runs as the topics tell them, followed on a thread of its own. */
final class LiveView implements AutoCloseable {
    private static final int MAX_RUNS = 1_000;
    private static final int MAX_HISTORY = 64;
    private static final int MAX_BYTES = 64_000_000;
    private static final int KEPT_EVENTS = 4_096;
    private static final long CLOSE_MILLIS = 2_000;

    private final EventLog events = new EventLog(KEPT_EVENTS, MAX_BYTES);
    private final LiveRuns runs;
    private final LiveReader reader;
    private final Thread thread;

    private LiveView(Topics topics, Map<String, Object> clientProperties, Duration lookBack) {
        this.runs = new LiveRuns(new LiveSettings(lookBack, MAX_RUNS, MAX_HISTORY, MAX_BYTES), events);
        this.reader = new LiveReader(topics, clientProperties, lookBack, InstantSource.system(), runs);
        this.thread = new Thread(reader, "thalweg-watch");
        thread.setDaemon(true);
    }

    static LiveView open(Topics topics, Map<String, Object> clientProperties, Duration lookBack) {
        LiveView view = new LiveView(topics, clientProperties, lookBack);
        view.thread.start();
        return view;
    }

    /** All runs, newest first. */
    List<RunSummary> runs() {
        return runs.list(new RunQuery(Set.of(), Set.of(), Map.of(), MAX_RUNS, RunRow.SPARKS))
                .runs();
    }

    /** Waits until all is read that was there at the start. Returns whether it was within the time. */
    boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return reader.awaitCaughtUp(patience);
    }

    /** What came, in order. */
    EventLog events() {
        return events;
    }

    @Override
    public void close() {
        reader.close();
        try {
            // An interrupt would cut short the consumer's own farewell.
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
