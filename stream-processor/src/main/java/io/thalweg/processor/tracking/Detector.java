package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.AlarmKind;
import java.util.Optional;
import java.util.OptionalDouble;

/** Looks at every snapshot for one kind of trouble. Pure: what it must remember is in the {@link Course}. */
interface Detector {
    /** The alarm that it raises. */
    AlarmKind kind();

    /** Consecutive readings over the threshold that raise the alarm. */
    default int toRaise(AlarmRules rules) {
        return rules.consecutive();
    }

    /**
     * What it makes of a snapshot; empty when it cannot say, which leaves the alarm as it is.
     *
     * @param course the run's course, this snapshot included
     */
    Optional<Reading> read(Observation observation, Course course, AlarmRules rules);

    /**
     * A detector's word on one snapshot.
     *
     * @param over whether it is over the threshold
     * @param share the score as a share of the threshold, 1 being the alarm; absent where there is no threshold
     * @param reason one sentence for people
     */
    record Reading(boolean over, OptionalDouble share, String reason) {}
}
