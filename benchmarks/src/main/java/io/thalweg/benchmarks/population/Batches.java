package io.thalweg.benchmarks.population;

/**
 * Hands out checkpoints to several threads: whole batches first, smaller ones towards the end, so that no thread waits long for
 * the others. Thread-safe.
 */
final class Batches {
    /** A smaller one takes nearly as long. */
    private static final int FEWEST = 4;

    private final long all;
    private final int threads;
    private long next;

    /**
     * @param all checkpoints, numbered from 0
     * @param threads that take them
     */
    Batches(long all, int threads) {
        this.all = all;
        this.threads = threads;
    }

    /** Checkpoints {@code from} to {@code from + count - 1}. */
    record Batch(long from, int count) {}

    /** The next batch, empty when all are taken. */
    synchronized Batch take(int most) {
        long left = all - next;
        long fair = Math.max(FEWEST, left / (2L * threads));
        Batch batch = new Batch(next, (int) Math.min(Math.min(most, fair), left));
        next += batch.count();
        return batch;
    }
}
