package io.thalweg.benchmarks.kernel;

import io.thalweg.benchmarks.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * How fast memory is read: equal arrays, far larger than the caches, are compared, which the JVM does with its widest
 * vectors and without writing anything. Measured again and again during the run; the medians count.
 */
final class ReadBandwidth {
    private static final int LONGS = 1 << 23;
    private static final int PASSES = 2;
    private static final int WARM_UP = 20;

    private final long[][] left;
    private final long[][] right;
    private final List<List<Double>> measured = new ArrayList<>();

    ReadBandwidth(int mostThreads) {
        this.left = new long[mostThreads][LONGS];
        this.right = new long[mostThreads][LONGS];
        for (int threads = 1; threads <= mostThreads; threads++) {
            measured.add(new ArrayList<>());
        }
    }

    void warmUp() throws InterruptedException {
        for (int i = 0; i < WARM_UP; i++) {
            gigabytesPerSecond(1);
        }
    }

    /** Gigabytes a second, all threads together. */
    double measure(int threads) throws InterruptedException {
        double speed = gigabytesPerSecond(threads);
        measured.get(threads - 1).add(speed);
        return speed;
    }

    /** Medians, by number of threads. */
    Map<String, Double> medians() {
        Map<String, Double> medians = new TreeMap<>();
        for (int threads = 1; threads <= measured.size(); threads++) {
            medians.put(String.valueOf(threads), Median.of(measured.get(threads - 1)));
        }
        return medians;
    }

    private double gigabytesPerSecond(int threads) throws InterruptedException {
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
