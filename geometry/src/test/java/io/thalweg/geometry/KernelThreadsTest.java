package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KernelThreadsTest {
    private static final int SAMPLES = 1500;
    private static final int CLASSES = 10;
    private static final int LANDMARKS = 120;

    private final SplittableRandom random = new SplittableRandom(4);
    private final HeapLandmarks landmarks =
            HeapLandmarks.of(RandomSnapshots.landmarks(random, SAMPLES, CLASSES, LANDMARKS));
    private final float[] snapshot = RandomSnapshots.amplitudes(RandomSnapshots.snapshot(random, SAMPLES, CLASSES, 3));
    private final KernelThreads threads = KernelThreads.start(3);
    private final DistanceKernel alone = DistanceKernels.plainRows().kernel(landmarks, 1e-12);
    private final DistanceKernel divided =
            threads.dividing(DistanceKernels.plainRows()).kernel(landmarks, 1e-12);

    @AfterEach
    void end() {
        threads.close();
    }

    @Test
    void dividedSumsAreTheSameToElevenDigits() {
        assertEquals(3, threads.shares((long) SAMPLES * CLASSES * LANDMARKS));
        double[] expected = new double[LANDMARKS];
        alone.accumulate(snapshot, 0, 0, SAMPLES, expected);
        double[] sums = new double[LANDMARKS];
        divided.accumulate(snapshot, 0, 0, SAMPLES, sums);
        assertArrayEquals(expected, sums, 1e-11 * SAMPLES);
    }

    @Test
    void severalSnapshotsAreDividedTogether() {
        float[][] snapshots = {snapshot, snapshot.clone()};
        double[] expected = new double[LANDMARKS];
        alone.accumulate(snapshot, 0, 0, SAMPLES, expected);
        double[][] sums = new double[2][LANDMARKS];
        divided.accumulate(snapshots, 2, 0, 0, SAMPLES, sums);
        assertArrayEquals(expected, sums[0], 1e-11 * SAMPLES);
        assertArrayEquals(expected, sums[1], 1e-11 * SAMPLES);
    }

    @Test
    void theSameComesOutEveryTime() {
        double[] first = new double[LANDMARKS];
        divided.accumulate(snapshot, 0, 0, SAMPLES, first);
        for (int again = 0; again < 50; again++) {
            double[] sums = new double[LANDMARKS];
            divided.accumulate(snapshot, 0, 0, SAMPLES, sums);
            assertArrayEquals(first, sums);
        }
    }

    @Test
    void smallChunksAreNotDivided() {
        assertEquals(1, threads.shares(1000));
        double[] expected = new double[LANDMARKS];
        double[] sums = new double[LANDMARKS];
        alone.accumulate(snapshot, 0, 0, 10, expected);
        divided.accumulate(snapshot, 0, 0, 10, sums);
        assertArrayEquals(expected, sums);
        divided.addTerms(snapshot, 0, 0, sums, new double[LANDMARKS]);
    }

    @Test
    void whoFindsTheThreadsBusyIsToldSo() {
        AtomicBoolean inside = new AtomicBoolean(true);
        assertTrue(threads.run(
                part -> {
                    if (part == 0) {
                        inside.set(threads.run(other -> {}, 2));
                    }
                },
                2));
        assertFalse(inside.get());
    }

    @Test
    void failuresOfAnyPartReachTheCaller() {
        for (int failing = 0; failing < 3; failing++) {
            int which = failing;
            IllegalStateException failure = new IllegalStateException("part " + which);
            IllegalStateException seen = assertThrows(
                    IllegalStateException.class,
                    () -> threads.run(
                            part -> {
                                if (part == which) {
                                    throw failure;
                                }
                            },
                            3));
            assertSame(failure, seen);
        }
        AtomicIntegerArray ran = new AtomicIntegerArray(3);
        threads.run(ran::incrementAndGet, 3);
        assertEquals("[1, 1, 1]", ran.toString());
    }

    @Test
    void dividingAllocatesNothing() {
        ThreadMXBean beans = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] sums = new double[LANDMARKS];
        long allocated = 1;
        for (int round = 0; round < 50 && allocated > 0; round++) {
            long before = beans.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10; i++) {
                divided.accumulate(snapshot, 0, 0, SAMPLES, sums);
            }
            allocated = beans.getCurrentThreadAllocatedBytes() - before;
        }
        assertEquals(0, allocated);
    }

    @Test
    void oneThreadNeedsNoDividing() {
        try (KernelThreads one = KernelThreads.start(1)) {
            assertSame(DistanceKernels.plainRows(), one.dividing(DistanceKernels.plainRows()));
        }
        assertThrows(IllegalArgumentException.class, () -> KernelThreads.start(0));
    }

    @Test
    void dividedKernelsAreNamedAndArrangedAsTheOthers() {
        DistanceKernel.Provider provider = threads.dividing(DistanceKernels.plainRows());
        assertEquals("plain-rows", provider.name());
        assertEquals(4 * 2 * 3 * 5, provider.heapBytes(2, 3, 5));
        LandmarkAmplitudes arranged = provider.arrange(landmarks);
        assertArrayEquals(landmarks.row(7, 3, new float[LANDMARKS]), arranged.row(7, 3, new float[LANDMARKS]));
        assertArrayEquals(landmarks.row(7, 3, new double[LANDMARKS]), arranged.row(7, 3, new double[LANDMARKS]));
        assertEquals(landmarks.amplitude(7, 3, 9), arranged.amplitude(7, 3, 9));
        assertEquals(SAMPLES, arranged.samples());
        assertEquals(CLASSES, arranged.classes());
    }

    @Test
    void withoutFasterKernelsThePlainOnesAreChosen() {
        DistanceKernels.Choice choice = DistanceKernels.choose(LandmarkPrecision.SIXTEEN_BIT);
        assertSame(DistanceKernels.plainRows(), choice.kernels());
        assertEquals("no faster kernels on the class path; landmarks are in float32", choice.reason());
    }

    @Test
    void naturalLogarithmsAreGoodToTenDigits() {
        for (int i = 0; i < 10_000; i++) {
            double x = Math.pow(10, -18 * random.nextDouble()) * 1.0000001;
            assertEquals(Math.log(x), NaturalLogarithm.of(x), 1e-10);
        }
        assertEquals(0, NaturalLogarithm.of(1));
    }
}
