package io.thalweg.geometry.detection;

import io.thalweg.geometry.ReferenceRun;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the reference runs do at every point of their training: the bounds of all detectors.
 *
 * <p>A point of training is the fraction of the declared length that is done. A run that declares none is compared by
 * step instead, with reference runs at {@code step / slowerRate}. Between two checkpoints figures are straight lines in
 * that fraction or step; before the first and after the last they stay. Immutable.
 */
public final class HealthyCourse {
    private final List<Timeline> timelines;
    private final DistanceBand band;
    private final DetectorSettings settings;
    private final double usualSteps;

    private HealthyCourse(Collection<ReferenceRun> runs, DetectorSettings settings) {
        this.timelines = runs.stream().map(Timeline::new).toList();
        this.band = DistanceBand.of(runs);
        this.settings = settings;
        double[] totals =
                runs.stream().mapToDouble(ReferenceRun::totalSteps).sorted().toArray();
        this.usualSteps = totals.length == 0 ? 0 : totals[totals.length / 2];
    }

    /** Of reference runs; of none of them, nothing is behind or in excess. */
    public static HealthyCourse of(Collection<ReferenceRun> runs, DetectorSettings settings) {
        return new HealthyCourse(runs, settings);
    }

    /**
     * The bounds at a snapshot.
     *
     * @param totalSteps what its run declares
     */
    public HealthyFigures at(SnapshotFigures snapshot, OptionalLong totalSteps) {
        boolean declared = totalSteps.isPresent();
        double done = (double) snapshot.step() / Math.max(1, declared ? totalSteps.getAsLong() : usualSteps);
        double place = declared ? done : snapshot.step() / settings.slowerRate();
        double slowest = timelines.isEmpty() ? 0 : 1;
        double worst = timelines.isEmpty() ? Double.POSITIVE_INFINITY : 0;
        for (Timeline timeline : timelines) {
            slowest = Math.min(slowest, timeline.progress(place, declared));
            worst = Math.max(worst, timeline.distanceToTruthNats(place, declared));
        }
        return new HealthyFigures(
                slowest,
                worst,
                band.at(snapshot.progress()),
                settings.widened(settings.distanceAllowance(), done),
                settings.widened(settings.lossAllowance(), done),
                done);
    }
}
