package io.thalweg.geometry.detection;

/**
 * All that the detectors keep of one run, fed snapshot by snapshot in order of step: fourteen numbers. Immutable.
 *
 * @param bests the best it has reached
 * @param single the last snapshot's scores by itself
 * @param scores the last snapshot's scores with persistence: what is held against the threshold
 * @param largest the largest of all scores so far: the run's score, to be ranked
 * @param nonFinite whether a snapshot was not finite: an alarm at once, without calibration
 */
public record RunDetectors(
        RunBests bests, DetectorScores single, DetectorScores scores, double largest, boolean nonFinite) {
    /** Before the first snapshot. */
    public static final RunDetectors START =
            new RunDetectors(RunBests.NONE, DetectorScores.NONE, DetectorScores.NONE, 0, false);

    /** With one more snapshot. */
    RunDetectors after(SnapshotFigures snapshot, HealthyFigures healthy, DetectorSettings settings) {
        RunBests reached = bests.with(snapshot);
        DetectorScores now = DetectorScores.of(
                kind -> settings.detectors().contains(kind) ? kind.detector().score(snapshot, reached, healthy) : 0);
        DetectorScores persistent = now.confirmedBy(single, settings::loneShare);
        return new RunDetectors(reached, now, persistent, Math.max(largest, persistent.largest()), nonFinite);
    }

    /**
     * The same run before another reference. What it has reached stays, since progress and distance to truth do not depend
     * on the reference; scores do, and begin anew.
     */
    public RunDetectors onAnotherReference() {
        return new RunDetectors(bests, DetectorScores.NONE, DetectorScores.NONE, 0, nonFinite);
    }

    /** With a snapshot that holds a NaN or an infinity: it has no figures, and the scores stay. */
    public RunDetectors afterNonFinite() {
        return new RunDetectors(bests, single, scores, largest, true);
    }
}
