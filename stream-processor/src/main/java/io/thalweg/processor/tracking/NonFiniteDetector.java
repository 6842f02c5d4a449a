package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.AlarmKind;
import java.util.Optional;
import java.util.OptionalDouble;

/** A prediction is NaN or infinite. Raised at once: a network does not recover from that. */
final class NonFiniteDetector implements Detector {
    @Override
    public AlarmKind kind() {
        return AlarmKind.NON_FINITE;
    }

    @Override
    public int toRaise(AlarmRules rules) {
        return 1;
    }

    @Override
    public Optional<Reading> read(Observation observation, Course course, AlarmRules rules) {
        return Optional.of(
                observation.measurement() == null
                        ? new Reading(true, OptionalDouble.empty(), "a prediction is NaN or infinite")
                        : new Reading(false, OptionalDouble.empty(), "the predictions are finite again"));
    }
}
