package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.AlarmKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The alarms of a run on one probe set while a snapshot is judged. Mutable; lives as long as that takes. */
final class Alarms {
    private final Map<AlarmKind, AlarmState> states = new EnumMap<>(AlarmKind.class);
    private final Map<AlarmKind, Standing> standing = new EnumMap<>(AlarmKind.class);

    private Alarms() {}

    /** As the last snapshot left them; quiet before the first. */
    static Alarms of(@Nullable Track previous) {
        Alarms alarms = new Alarms();
        if (previous != null) {
            alarms.states.putAll(previous.alarms());
            alarms.standing.putAll(previous.standing());
        }
        return alarms;
    }

    boolean stands(AlarmKind kind) {
        return states.getOrDefault(kind, AlarmState.QUIET).raised();
    }

    /** Takes one more reading; whether the alarm stands now. */
    boolean after(Reading reading, int toRaise, int toClear) {
        AlarmState was = states.getOrDefault(reading.kind(), AlarmState.QUIET);
        AlarmState is = was.after(reading.over(), toRaise, toClear);
        states.put(reading.kind(), is);
        return is.raised();
    }

    Set<AlarmKind> raised() {
        return AlarmState.raised(states);
    }

    Map<AlarmKind, AlarmState> states() {
        return states;
    }

    /** Of those that stand, what their policy made of them; brought up to date by who asks it. */
    Map<AlarmKind, Standing> standing() {
        return standing;
    }
}
