package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.AlarmKind;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/**
 * What one snapshot says of one alarm.
 *
 * @param kind the alarm
 * @param over whether it is over the threshold
 * @param share the score as a share of the threshold, 1 being the alarm; absent where there is no threshold
 * @param sentence makes one sentence for people
 */
record Reading(AlarmKind kind, boolean over, OptionalDouble share, Supplier<String> sentence) {
    /** Whether the predictions are finite: without any threshold. */
    static Reading finite(boolean finite) {
        return new Reading(
                AlarmKind.NON_FINITE,
                !finite,
                OptionalDouble.empty(),
                () -> finite ? "the predictions are finite again" : "a prediction is NaN or infinite");
    }

    String reason() {
        return sentence.get();
    }
}
