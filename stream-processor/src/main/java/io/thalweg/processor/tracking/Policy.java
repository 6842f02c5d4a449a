package io.thalweg.processor.tracking;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.record.AlarmKind;
import java.util.Set;

/**
 * What follows from an alarm.
 *
 * @param name what decisions call it
 * @param stopping the alarms that advise to stop
 * @param shadow whether it only observes: decisions are written, nobody should act on them
 */
public record Policy(String name, Set<AlarmKind> stopping, boolean shadow) {
    private static final Policy STANDARD =
            new Policy("default", Set.of(AlarmKind.OFF_MANIFOLD, AlarmKind.NON_FINITE), false);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException when the name is empty
     */
    public Policy {
        Expect.that(!name.isBlank(), "policy name", name, "a name");
        stopping = Set.copyOf(stopping);
    }

    /** The policy where none is configured: leaving the manifold and non-finite predictions advise to stop. */
    public static Policy standard() {
        return STANDARD;
    }

    /** Whether this alarm, standing, advises to stop. */
    public boolean advisesStop(AlarmKind kind) {
        return stopping.contains(kind);
    }
}
