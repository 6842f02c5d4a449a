package io.thalweg.geometry.detection;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.util.Arrays;
import java.util.Collection;

/**
 * The off-manifold distance that is usual at a progress: the 90th percentile of the healthy runs' distances (their own
 * configuration left out) within 0.1 of it, at least 0.02 nats, never from fewer than {@value #FEWEST} points: the window
 * is widened until it holds as many. With fewer points in all, the same everywhere: {@value #FLAT_NATS} nats.
 *
 * <p>Tabulated at 101 values of progress, straight lines between. Immutable.
 */
final class DistanceBand {
    /** Fewest points that a percentile is taken of. */
    static final int FEWEST = 30;

    static final double FLAT_NATS = 0.05;
    private static final double PERCENTILE = 0.9;
    private static final double WINDOW = 0.1;
    private static final double WIDER = 0.02;
    private static final double LEAST_NATS = 0.02;
    private static final int INTERVALS = 100;

    private final double[] usual;

    private DistanceBand(double[] usual) {
        this.usual = usual;
    }

    static DistanceBand of(Collection<ReferenceRun> runs) {
        ReferenceCheckpoint[] points =
                runs.stream().flatMap(run -> run.checkpoints().stream()).toArray(ReferenceCheckpoint[]::new);
        double[] usual = new double[INTERVALS + 1];
        for (int i = 0; i <= INTERVALS; i++) {
            usual[i] = points.length < FEWEST
                    ? FLAT_NATS
                    : Math.max(LEAST_NATS, percentile(around((double) i / INTERVALS, points)));
        }
        return new DistanceBand(usual);
    }

    /** The usual distance at a progress in [0, 1], nats. */
    double at(double progress) {
        double place = Math.max(0, Math.min(1, progress)) * INTERVALS;
        int below = Math.min((int) place, INTERVALS - 1);
        return usual[below] + (place - below) * (usual[below + 1] - usual[below]);
    }

    private static double[] around(double progress, ReferenceCheckpoint[] points) {
        double window = WINDOW;
        double[] near = within(window, progress, points);
        while (near.length < FEWEST) {
            window += WIDER;
            near = within(window, progress, points);
        }
        return near;
    }

    private static double[] within(double window, double progress, ReferenceCheckpoint[] points) {
        return Arrays.stream(points)
                .filter(point -> Math.abs(point.progress() - progress) <= window)
                .mapToDouble(ReferenceCheckpoint::offManifoldNats)
                .toArray();
    }

    /** Straight line between the two order statistics around it. */
    private static double percentile(double[] values) {
        Arrays.sort(values);
        double place = PERCENTILE * (values.length - 1);
        int below = Math.min((int) place, values.length - 2);
        return values[below] + (place - below) * (values[below + 1] - values[below]);
    }
}
