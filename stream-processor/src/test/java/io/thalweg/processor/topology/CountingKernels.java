package io.thalweg.processor.topology;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the chunks that are folded, and the passes, by two threads. */
final class CountingKernels extends WatchedKernels {
    final AtomicInteger folded = new AtomicInteger();
    final AtomicInteger passes = new AtomicInteger();

    @Override
    void pass(int snapshots, int firstSample, int samples) {
        folded.addAndGet(snapshots);
        passes.incrementAndGet();
    }
}
