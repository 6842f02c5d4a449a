package io.thalweg.geometry;

import java.util.Arrays;
import java.util.List;

/** The snapshots of one run in order of step. Immutable. */
public final class Trajectory {
    private final List<Snapshot> snapshots;

    private Trajectory(List<Snapshot> snapshots) {
        this.snapshots = snapshots;
    }

    /**
     * From snapshots.
     *
     * @param snapshots at least one, all of one shape
     * @throws IllegalArgumentException if there is none or the shapes differ
     */
    public static Trajectory of(List<Snapshot> snapshots) {
        if (snapshots.isEmpty()) {
            throw new IllegalArgumentException("no snapshots: expected at least one");
        }
        snapshots.forEach(snapshots.get(0)::requireSameShape);
        return new Trajectory(List.copyOf(snapshots));
    }

    /** Number of snapshots. */
    public int size() {
        return snapshots.size();
    }

    /** One snapshot. */
    public Snapshot snapshot(int index) {
        return snapshots.get(index);
    }

    /** Path length, sum of 2 sqrt(d_B(P_i, P_{i+1})); the length of the curve as the steps shrink. */
    public double pathLength(double floor) {
        double length = 0;
        for (int i = 1; i < snapshots.size(); i++) {
            double distance = Divergence.BHATTACHARYYA.between(snapshots.get(i - 1), snapshots.get(i), floor);
            length += 2 * Math.sqrt(Math.max(0, distance));
        }
        return length;
    }

    /** Progress of every snapshot. */
    public double[] progress(Labels labels, ProgressMetric metric) {
        double[] progress = new double[snapshots.size()];
        float[] toIgnorance = new float[labels.samples()];
        float[] toTruth = new float[labels.samples()];
        for (int i = 0; i < progress.length; i++) {
            Snapshot snapshot = snapshots.get(i);
            for (int n = 0; n < labels.samples(); n++) {
                toIgnorance[n] = (float) snapshot.affinityWithIgnorance(n);
                toTruth[n] = (float) snapshot.amplitude(n, labels.label(n));
            }
            progress[i] = metric.of(toIgnorance, toTruth, labels.samples(), labels.classes());
        }
        return progress;
    }

    /**
     * Where the run first reaches a progress: the snapshot there, interpolated per sample along the great circle between
     * the two checkpoints around it; the first or last one outside the run's range.
     *
     * @param progress this trajectory's own {@link #progress}
     */
    public Snapshot at(double wanted, double[] progress) {
        if (progress.length != size()) {
            throw new IllegalArgumentException("%d progress values: expected %d".formatted(progress.length, size()));
        }
        for (int i = 0; i < progress.length; i++) {
            if (progress[i] >= wanted) {
                if (i == 0 || progress[i] == progress[i - 1]) {
                    return snapshot(i);
                }
                double share = (wanted - progress[i - 1]) / (progress[i] - progress[i - 1]);
                return snapshot(i - 1).towards(snapshot(i), Math.max(0, Math.min(1, share)));
            }
        }
        return snapshot(size() - 1);
    }

    /**
     * Distance between two runs compared at equal progress: mean of d_B over a grid on the progress that both reached
     * (Ramesh et al. 2023). Differences of pace play no part.
     *
     * @param points grid points, at least 2
     * @throws IllegalArgumentException if the runs share no range of progress
     */
    public double distanceAtEqualProgress(
            Trajectory other, Labels labels, ProgressMetric metric, int points, double floor) {
        double[] mine = progress(labels, metric);
        double[] theirs = other.progress(labels, metric);
        double low = Math.max(min(mine), min(theirs));
        double high = Math.min(max(mine), max(theirs));
        if (low > high || points < 2) {
            throw new IllegalArgumentException(
                    "runs share no progress (from %s to %s), or %d grid points: expected a shared range, 2 or more points"
                            .formatted(low, high, points));
        }
        double sum = 0;
        for (int i = 0; i < points; i++) {
            double at = low + (high - low) * i / (points - 1);
            sum += Divergence.BHATTACHARYYA.between(at(at, mine), other.at(at, theirs), floor);
        }
        return sum / points;
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElseThrow();
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }
}
