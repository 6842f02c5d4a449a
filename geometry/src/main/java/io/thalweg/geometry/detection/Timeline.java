package io.thalweg.geometry.detection;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** One reference run's figures against the fraction of its length and against its steps. Immutable. */
final class Timeline {
    private final double[] fractions;
    private final double[] steps;
    private final double[] progress;
    private final double[] toTruth;

    Timeline(ReferenceRun run) {
        double total = Math.max(1, run.totalSteps());
        this.steps = each(run, ReferenceCheckpoint::step);
        this.fractions = Arrays.stream(steps).map(step -> step / total).toArray();
        this.progress = each(run, ReferenceCheckpoint::progress);
        this.toTruth = each(run, ReferenceCheckpoint::distanceToTruthNats);
    }

    private static double[] each(ReferenceRun run, ToDoubleFunction<ReferenceCheckpoint> figure) {
        return run.checkpoints().stream().mapToDouble(figure).toArray();
    }

    /** Progress at a fraction or at a step. */
    double progress(double place, boolean byFraction) {
        return between(byFraction ? fractions : steps, progress, place);
    }

    /** d_B to truth at a fraction or at a step, nats. */
    double distanceToTruthNats(double place, boolean byFraction) {
        return between(byFraction ? fractions : steps, toTruth, place);
    }

    private static double between(double[] places, double[] values, double place) {
        int found = Arrays.binarySearch(places, place);
        int above = found >= 0 ? found : -found - 1;
        if (above == 0 || found >= 0) {
            return values[above];
        }
        if (above == places.length) {
            return values[above - 1];
        }
        double share = (place - places[above - 1]) / (places[above] - places[above - 1]);
        return values[above - 1] + share * (values[above] - values[above - 1]);
    }
}
