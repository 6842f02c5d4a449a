package io.thalweg.geometry;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads among which chunks are divided, by ranges of samples: each thread sums for itself, and the sums
 * are added in order, so that the result does not depend on who was quicker.
 *
 * <p>One chunk at a time: a caller who finds the threads busy folds alone, so there are never more threads at work than
 * callers and these. Nothing is allocated per chunk, which is why this is no executor.
 */
public final class KernelThreads implements AutoCloseable {
    /** Fewer amplitudes than this (samples x classes x landmarks) a thread are not worth waking one. */
    private static final long SMALLEST_SHARE = 500_000;

    private static final int SPINS = 2_000;

    private final Worker[] workers;
    private final AtomicBoolean busy = new AtomicBoolean();

    private KernelThreads(Worker[] workers) {
        this.workers = workers;
    }

    /**
     * Starts them.
     *
     * @param threads how many fold one chunk, the caller's included
     */
    public static KernelThreads start(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("%d threads: expected at least 1".formatted(threads));
        }
        Worker[] workers = new Worker[threads - 1];
        for (int w = 0; w < workers.length; w++) {
            workers[w] = new Worker(w + 1);
            workers[w].start();
        }
        return new KernelThreads(workers);
    }

    /** Kernels that are divided among these threads. */
    public DistanceKernel.Provider dividing(DistanceKernel.Provider kernels) {
        return workers.length == 0 ? kernels : new DividedKernel.Provider(kernels, this);
    }

    int count() {
        return workers.length + 1;
    }

    /** Into how many ranges a chunk is best divided. */
    int shares(long amplitudes) {
        return (int) Math.max(1, Math.min(count(), amplitudes / SMALLEST_SHARE));
    }

    /** Runs parts 0 to {@code parts - 1}, the first by the caller. False, and nothing done, if the threads are busy. */
    boolean run(Parts work, int parts) {
        if (!busy.compareAndSet(false, true)) {
            return false;
        }
        try {
            for (int w = 0; w < parts - 1; w++) {
                workers[w].begin(work);
            }
            RuntimeException failure = null;
            try {
                work.run(0);
            } catch (RuntimeException e) {
                failure = e;
            }
            for (int w = 0; w < parts - 1; w++) {
                RuntimeException theirs = workers[w].await();
                failure = failure == null ? theirs : failure;
            }
            if (failure != null) {
                throw failure;
            }
            return true;
        } finally {
            busy.set(false);
        }
    }

    @Override
    public void close() {
        for (Worker worker : workers) {
            worker.end();
        }
    }

    /** Something in parts that may run at the same time. */
    interface Parts {
        void run(int part);
    }

    private static final class Worker extends Thread {
        private final int part;
        private volatile @Nullable Parts work;
        private volatile @Nullable Thread caller;
        private volatile boolean ended;
        private @Nullable RuntimeException failure;

        Worker(int part) {
            super("thalweg-kernel-" + part);
            this.part = part;
            setDaemon(true);
        }

        void begin(Parts next) {
            caller = Thread.currentThread();
            work = next;
            LockSupport.unpark(this);
        }

        @Nullable
        RuntimeException await() {
            for (int spin = 0; work != null; spin++) {
                if (spin < SPINS) {
                    Thread.onSpinWait();
                } else {
                    LockSupport.park(this);
                }
            }
            RuntimeException seen = failure;
            failure = null;
            return seen;
        }

        void end() {
            ended = true;
            LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (!ended) {
                Parts next = work;
                if (next == null) {
                    LockSupport.park(this);
                    continue;
                }
                try {
                    next.run(part);
                } catch (RuntimeException e) {
                    failure = e;
                }
                Thread waiting = caller;
                work = null;
                LockSupport.unpark(waiting);
            }
        }
    }
}
