package io.thalweg.geometry;

import java.util.function.DoubleUnaryOperator;

/** Progress by its definition: the objectives in double precision from the snapshot itself, and a search over t. */
final class BruteForceProgress {
    private BruteForceProgress() {}

    /** Mean over samples of arccos c_n(t). */
    static double geodesic(Snapshot snapshot, Labels labels, double t) {
        double sum = 0;
        for (int n = 0; n < labels.samples(); n++) {
            sum += Math.acos(Math.max(0, Math.min(1, affinity(snapshot, labels, n, t))));
        }
        return sum / labels.samples();
    }

    /** Mean over samples of -ln c_n(t), in nats. */
    static double bhattacharyya(Snapshot snapshot, Labels labels, double t) {
        double sum = 0;
        for (int n = 0; n < labels.samples(); n++) {
            sum -= Math.log(Math.max(Divergence.DEFAULT_FLOOR, affinity(snapshot, labels, n, t)));
        }
        return sum / labels.samples();
    }

    static double objective(ProgressMetric metric, Snapshot snapshot, Labels labels, double t) {
        return metric == ProgressMetric.GEODESIC ? geodesic(snapshot, labels, t) : bhattacharyya(snapshot, labels, t);
    }

    static double minimiser(ProgressMetric metric, Snapshot snapshot, Labels labels) {
        return minimiser(t -> objective(metric, snapshot, labels, t));
    }

    /** By ternary search of a convex function on [0, 1]. */
    private static double minimiser(DoubleUnaryOperator objective) {
        double low = 0;
        double high = 1;
        while (high - low > 1e-7) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (objective.applyAsDouble(left) < objective.applyAsDouble(right)) {
                high = right;
            } else {
                low = left;
            }
        }
        return (low + high) / 2;
    }

    private static double affinity(Snapshot snapshot, Labels labels, int sample, double t) {
        double theta = Math.acos(1 / Math.sqrt(labels.classes()));
        double ignorance = Math.sin((1 - t) * theta) / Math.sin(theta);
        double truth = Math.sin(t * theta) / Math.sin(theta);
        return ignorance * snapshot.affinityWithIgnorance(sample)
                + truth * snapshot.amplitude(sample, labels.label(sample));
    }
}
