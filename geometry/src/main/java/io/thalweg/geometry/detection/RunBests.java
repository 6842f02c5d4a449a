package io.thalweg.geometry.detection;

/**
 * The best that a run has reached so far, the present snapshot included.
 *
 * @param progress its highest progress; negative infinity before the first snapshot
 * @param distanceToTruthNats its lowest d_B to truth; infinite before the first snapshot
 */
public record RunBests(double progress, double distanceToTruthNats) {
    /** Before the first snapshot. */
    public static final RunBests NONE = new RunBests(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** With one more snapshot. */
    public RunBests with(SnapshotFigures snapshot) {
        return new RunBests(
                Math.max(progress, snapshot.progress()), Math.min(distanceToTruthNats, snapshot.distanceToTruthNats()));
    }
}
