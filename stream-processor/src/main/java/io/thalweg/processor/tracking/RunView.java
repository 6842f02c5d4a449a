package io.thalweg.processor.tracking;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.MetricsRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What others may know of a run that is being followed.
 *
 * @param run the run
 * @param attempt its newest attempt
 * @param tags its tags, empty until its run record came
 * @param totalSteps its declared length
 * @param latest its newest metrics record, of any probe set; of an attempt that has just begun there is none
 * @param alarms the alarms that stand, {@code SILENT} among them
 * @param lastSnapshotAt when that record was made, by this processor's clock
 */
public record RunView(
        RunId run,
        int attempt,
        Map<String, String> tags,
        OptionalLong totalSteps,
        Optional<MetricsRecord> latest,
        Set<AlarmKind> alarms,
        Optional<Instant> lastSnapshotAt) {
    public RunView {
        tags = Map.copyOf(tags);
        alarms = Set.copyOf(alarms);
    }
}
