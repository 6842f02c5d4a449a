package io.thalweg.reference.build;

/** Told how far a build is; called from any thread. */
@FunctionalInterface
public interface BuildProgress {
    /** Tells nobody. */
    BuildProgress SILENT = (phase, done, total) -> {};

    /**
     * Some of a phase is done.
     *
     * @param phase "load", "distances", "eigen" or "calibration"
     */
    void at(String phase, long done, long total);
}
