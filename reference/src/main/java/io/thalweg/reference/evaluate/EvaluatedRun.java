package io.thalweg.reference.evaluate;

import java.util.List;
import java.util.OptionalInt;

/**
 * One run and what was raised for it.
 *
 * @param run its name
 * @param config its configuration
 * @param kind "normal", or what went wrong in it
 * @param fold which of the manifolds it was measured against, from 0
 * @param configurationSeen whether the reference holds runs of its configuration
 * @param alarms ours: the first of each kind, in order of time
 * @param rival the rival's
 * @param course what it did, checkpoint by checkpoint
 */
public record EvaluatedRun(
        String run,
        String config,
        String kind,
        int fold,
        boolean configurationSeen,
        List<FirstAlarm> alarms,
        List<FirstAlarm> rival,
        RunCourse course) {
    public EvaluatedRun {
        alarms = List.copyOf(alarms);
        rival = List.copyOf(rival);
    }

    /** Whether it is healthy. */
    public boolean healthy() {
        return kind.equals("normal");
    }

    /** The checkpoint of our first alarm. */
    public OptionalInt firstAlarm() {
        return first(alarms);
    }

    /** The checkpoint of the rival's. */
    public OptionalInt firstOfRival() {
        return first(rival);
    }

    /** Whether we said the wrong thing of it: an alarm for a healthy run, none for another. */
    public boolean misjudged() {
        return healthy() == firstAlarm().isPresent();
    }

    /** Whether we raised an alarm, and no later than the rival. */
    public boolean notLaterThanRival() {
        return firstAlarm().isPresent()
                && firstAlarm().getAsInt() <= firstOfRival().orElse(Integer.MAX_VALUE);
    }

    static OptionalInt first(List<FirstAlarm> alarms) {
        return alarms.stream().mapToInt(FirstAlarm::index).min();
    }
}
