package io.thalweg.processor.topology;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.LandmarkAmplitudes;

/** Plain kernels that tell of each pass over the landmarks before it is made, on the thread that makes it. */
abstract class WatchedKernels implements DistanceKernel.Provider {
    /** What throws here fails the pass. */
    abstract void pass(int snapshots, int firstSample, int samples);

    @Override
    public String name() {
        return "watched";
    }

    @Override
    public DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor) {
        DistanceKernel plain = DistanceKernels.plainRows().kernel(landmarks, floor);
        return new DistanceKernel() {
            @Override
            public void accumulate(float[] amplitudes, int at, int firstSample, int count, double[] sums) {
                pass(1, firstSample, count);
                plain.accumulate(amplitudes, at, firstSample, count, sums);
            }

            @Override
            public void accumulate(
                    float[][] amplitudes, int snapshots, int at, int firstSample, int count, double[][] sums) {
                pass(snapshots, firstSample, count);
                plain.accumulate(amplitudes, snapshots, at, firstSample, count, sums);
            }

            @Override
            public void addTerms(float[] amplitudes, int at, int sample, double[] sums, double[] squares) {
                plain.addTerms(amplitudes, at, sample, sums, squares);
            }
        };
    }
}
