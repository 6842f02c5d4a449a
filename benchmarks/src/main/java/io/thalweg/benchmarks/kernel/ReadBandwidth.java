package io.thalweg.benchmarks.kernel;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * How fast memory is read: equal arrays, far larger than the caches, are compared, which the JVM does with its widest
 * vectors and without writing anything.
 */
final class ReadBandwidth {
    private static final int LONGS = 1 << 23;
    private static final int PASSES = 4;

    private final long[][] left;
    private final long[][] right;

    ReadBandwidth(int mostThreads) {
        this.left = new long[mostThreads][LONGS];
        this.right = new long[mostThreads][LONGS];
    }

    /** Gigabytes a second, all threads together. */
    double gigabytesPerSecond(int threads) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(threads);
        boolean[] equal = new boolean[threads];
        long start = System.nanoTime();
        for (int t = 1; t < threads; t++) {
            int which = t;
            new Thread(() -> {
                        equal[which] = pass(which);
                        done.countDown();
                    })
                    .start();
        }
        equal[0] = pass(0);
        done.countDown();
        done.await();
        long nanos = System.nanoTime() - start;
        for (boolean each : equal) {
            if (!each) {
                throw new AssertionError("arrays of zeros differ");
            }
        }
        return 2.0 * PASSES * Long.BYTES * LONGS * threads / nanos;
    }

    private boolean pass(int thread) {
        boolean equal = true;
        for (int p = 0; p < PASSES; p++) {
            equal &= Arrays.equals(left[thread], right[thread]);
        }
        return equal;
    }
}
