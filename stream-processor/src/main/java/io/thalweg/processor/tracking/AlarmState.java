package io.thalweg.processor.tracking;

import io.thalweg.protocol.Expect;
import io.thalweg.protocol.record.AlarmKind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * An alarm with hysteresis: it changes only after some consecutive readings against its present state.
 *
 * @param raised whether it stands
 * @param against consecutive readings against that, so far
 */
record AlarmState(boolean raised, int against) {
    static final AlarmState QUIET = new AlarmState(false, 0);

    AlarmState {
        Expect.that(against >= 0, "against", against, "0 or more");
    }

    /**
     * The state after one more reading.
     *
     * @param over whether the reading is over the threshold
     * @param toRaise consecutive readings over it that raise the alarm
     * @param toClear consecutive readings under it that clear it
     */
    AlarmState after(boolean over, int toRaise, int toClear) {
        if (over == raised) {
            return new AlarmState(raised, 0);
        }
        int needed = raised ? toClear : toRaise;
        return against + 1 >= needed ? new AlarmState(over, 0) : new AlarmState(raised, against + 1);
    }

    /** Which of these alarms stand, in the order of their kinds. */
    static Set<AlarmKind> raised(Map<AlarmKind, AlarmState> states) {
        EnumSet<AlarmKind> raised = EnumSet.noneOf(AlarmKind.class);
        states.forEach((kind, state) -> {
            if (state.raised()) {
                raised.add(kind);
            }
        });
        return raised;
    }
}
