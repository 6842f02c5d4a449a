package io.thalweg.processor.topology;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.LandmarkAmplitudes;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the chunks that are folded, and the passes, by two threads. */
final class CountingKernels implements DistanceKernel.Provider {
    final AtomicInteger folded = new AtomicInteger();
    final AtomicInteger passes = new AtomicInteger();

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor) {
        DistanceKernel plain = DistanceKernels.plainRows().kernel(landmarks, floor);
        return new DistanceKernel() {
            @Override
            public void accumulate(float[] amplitudes, int at, int firstSample, int count, double[] sums) {
                folded.incrementAndGet();
                passes.incrementAndGet();
                plain.accumulate(amplitudes, at, firstSample, count, sums);
            }

            @Override
            public void accumulate(
                    float[][] amplitudes, int snapshots, int at, int firstSample, int count, double[][] sums) {
                folded.addAndGet(snapshots);
                passes.incrementAndGet();
                plain.accumulate(amplitudes, snapshots, at, firstSample, count, sums);
            }

            @Override
            public void addTerms(float[] amplitudes, int at, int sample, double[] sums, double[] squares) {
                plain.addTerms(amplitudes, at, sample, sums, squares);
            }
        };
    }
}
