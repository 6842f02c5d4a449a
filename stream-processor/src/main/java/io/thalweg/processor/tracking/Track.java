package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A run on one probe set.
 *
 * @param latest the newest metrics record: names probe set, manifold, step
 * @param measuredAt when it was made, by the processor's clock
 * @param course how it has gone so far
 * @param alarms the alarms that have been looked at
 * @param standing of those that stand, what their policy made of them
 */
record Track(
        MetricsRecord latest,
        Instant measuredAt,
        Course course,
        Map<AlarmKind, AlarmState> alarms,
        Map<AlarmKind, Standing> standing) {
    Track {
        alarms = Map.copyOf(new TreeMap<>(alarms));
        standing = Map.copyOf(standing);
    }

    /** The alarms that stand. */
    Set<AlarmKind> raised() {
        return AlarmState.raised(alarms);
    }
}
