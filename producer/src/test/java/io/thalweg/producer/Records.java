package io.thalweg.producer;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionRecordBuilder;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.MetricsRecordBuilder;
import java.time.Instant;

/** Records as the processor would write them. */
final class Records {
    private Records() {}

    static MetricsRecordBuilder metrics(String run, long step) {
        return MetricsRecord.builder()
                .run(new RunId(run))
                .step(step)
                .probeSet(Snapshots.probeSet(20, 10).id())
                .manifold("sha256:" + "0".repeat(64))
                .publishedAt(Instant.EPOCH)
                .samples(20)
                .classes(10)
                .coverage(1);
    }

    static DecisionRecordBuilder advice(String run, long step) {
        return DecisionRecord.builder()
                .run(new RunId(run))
                .step(step)
                .kind(AlarmKind.OFF_MANIFOLD)
                .state(DecisionState.RAISED)
                .reason("0.31 nats from the nearest healthy run")
                .stopAdvised(true)
                .decidedAt(Instant.EPOCH);
    }
}
