package io.thalweg.benchmarks.kernel;

import io.thalweg.benchmarks.Median;
import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.LandmarkAmplitudes;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.SnapshotAccumulator;
import io.thalweg.geometry.SnapshotSums;

/**
 * What a snapshot is taken through: its fold onto the landmarks, then progress and the distances to truth and to ignorance.
 * With a kernel that does nothing, all but the fold: the checks, the two affinities a sample, and what follows from them.
 */
final class ProgressContestant {
    /** Leaves the sums as they are. */
    static final DistanceKernel.Provider NOTHING = new DistanceKernel.Provider() {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public DistanceKernel kernel(LandmarkAmplitudes landmarks, double floor) {
            return new DistanceKernel() {
                @Override
                public void accumulate(float[] amplitudes, int at, int firstSample, int count, double[] sums) {}

                @Override
                public void addTerms(float[] amplitudes, int at, int sample, double[] sums, double[] squares) {}
            };
        }
    };

    private final float[] snapshot;
    private final Labels labels;
    private final SnapshotAccumulator accumulator;
    private final SnapshotSums sums;
    private double result;

    ProgressContestant(LandmarkAmplitudes landmarks, float[] snapshot, DistanceKernel.Provider kernels) {
        int[] labelled = new int[landmarks.samples()];
        for (int n = 0; n < labelled.length; n++) {
            labelled[n] = n % landmarks.classes();
        }
        this.snapshot = snapshot;
        this.labels = Labels.of(labelled, landmarks.classes());
        this.accumulator = new SnapshotAccumulator(landmarks, labels, Contestant.FLOOR, kernels);
        this.sums = accumulator.newSums();
    }

    /** Milliseconds a snapshot: the median over so many. */
    double run(int calls) {
        double[] millis = new double[calls];
        for (int i = 0; i < calls; i++) {
            long start = System.nanoTime();
            measure();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        return Median.of(millis);
    }

    private void measure() {
        sums.clear();
        accumulator.add(snapshot, 0, labels.samples(), sums);
        result = sums.progress(ProgressMetric.GEODESIC, labels.classes())
                + sums.distanceToTruth(Contestant.FLOOR)
                + sums.distanceToIgnorance(Contestant.FLOOR);
    }

    /** The error of the distance to truth, nats per sample. */
    double largestError() {
        double exact = 0;
        for (int n = 0; n < labels.samples(); n++) {
            float amplitude = snapshot[n * labels.classes() + labels.label(n)];
            exact -= Math.log(Math.max(amplitude, Contestant.FLOOR));
        }
        measure();
        return Math.abs(sums.distanceToTruth(Contestant.FLOOR) - exact / labels.samples());
    }

    /** So that nothing is computed for nobody. */
    double result() {
        return result;
    }
}
