package io.thalweg.geometry.detection;

/** Whether a run is like any of the reference's configurations. */
public enum Familiarity {
    /** As near to one of them as their own runs are to each other. */
    FAMILIAR,
    /** Farther than that, yet within what a healthy run of a configuration never seen does. */
    UNFAMILIAR,
    /** It has left: an alarm of distance stands. */
    OFF
}
