package io.thalweg.processor;

import java.time.Duration;

/** A thread for a reader that runs until it is closed. */
final class RunningThread implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread thread;
    private final Runnable stop;

    /** Starts it; {@code stop} asks it to end. */
    RunningThread(String name, Runnable body, Runnable stop) {
        this.thread = new Thread(body, name);
        this.stop = stop;
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        stop.run();
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
