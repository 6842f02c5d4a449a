package io.thalweg.protocol.policy;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.Tags;
import java.util.Set;

/**
 * What follows from an alarm in an experiment. {@code docs/policies.md} says what each part means to a run.
 *
 * @param name the experiment that it is for, or {@link #DEFAULT} for those that have none of their own
 * @param stopping the alarms that advise to stop
 * @param consecutive snapshots on which such an alarm must stand, the one that raised it included
 * @param grace how old a run must be
 * @param budget how many runs of the experiment may be advised to stop
 * @param shadow whether it only observes: decisions say what would be advised, nothing is
 */
public record Policy(
        String name, Set<AlarmKind> stopping, int consecutive, Grace grace, Budget budget, boolean shadow) {
    /** The name of the policy for all experiments without one of their own. */
    public static final String DEFAULT = "default";

    /** The tag of a run that names its experiment. */
    public static final String EXPERIMENT_TAG = "experiment";

    static final int MOST_CONSECUTIVE = 1_000_000;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public Policy {
        Expect.that(isName(name), "policy name", name, "1 to " + Tags.MAX_VALUE_LENGTH + " characters, not all blank");
        Expect.that(
                consecutive >= 1 && consecutive <= MOST_CONSECUTIVE,
                "consecutive",
                consecutive,
                "1 to " + MOST_CONSECUTIVE);
        stopping = Set.copyOf(stopping);
    }

    /**
     * The policy where none is given: leaving the manifold and non-finite predictions advise to stop, at once, without a limit.
     */
    public static Policy standard(String name) {
        return new Policy(
                name, Set.of(AlarmKind.OFF_MANIFOLD, AlarmKind.NON_FINITE), 1, Grace.NONE, Budget.UNLIMITED, false);
    }

    /** Whether an experiment, that is a value of the tag, may be called so. */
    public static boolean isName(String name) {
        return !name.isBlank() && name.length() <= Tags.MAX_VALUE_LENGTH;
    }

    /** Whether this alarm, standing, may advise to stop. */
    public boolean stopsFor(AlarmKind kind) {
        return stopping.contains(kind);
    }
}
