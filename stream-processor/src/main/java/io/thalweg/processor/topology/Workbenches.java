package io.thalweg.processor.topology;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One workbench for each stream thread, whatever the partitions that it has. The threads that fold ahead, one a workbench at
 * most, begin when there is something to fold and end by themselves when there was nothing for a while.
 */
final class Workbenches {
    private static final long IDLE_SECONDS = 30;

    private final ThreadLocal<Workbench> benches;

    Workbenches(Upcoming upcoming) {
        this(upcoming, threads());
    }

    /** @param aside runs what is folded ahead */
    Workbenches(Upcoming upcoming, Executor aside) {
        this.benches = ThreadLocal.withInitial(() -> new Workbench(upcoming, aside));
    }

    private static Executor threads() {
        return new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
                    Thread thread = new Thread(work, "thalweg-fold-ahead");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    Workbench ofThisThread() {
        return benches.get();
    }
}
