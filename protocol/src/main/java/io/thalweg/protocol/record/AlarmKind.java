package io.thalweg.protocol.record;

/** What can be wrong with a run. */
public enum AlarmKind {
    /** Farther from every landmark than healthy runs are. */
    OFF_MANIFOLD,
    /** Progress fell back from its best. */
    REGRESSION,
    /** Progress stays behind the slowest reference run. */
    STALL,
    /** The distance to truth rises from its best. */
    OVERFIT,
    /** A prediction is NaN or infinite. */
    NON_FINITE,
    /** A run that has not ended sends nothing. */
    SILENT
}
