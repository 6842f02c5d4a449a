package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionState;
import java.time.Duration;

/** Keeps nothing: for several threads. */
public final class SilentObserver implements TopologyObserver {
    @Override
    public void snapshotMeasured(RunId run, Duration projection, Duration publishToMetric) {}

    @Override
    public void decided(AlarmKind kind, DecisionState state) {}

    @Override
    public void rejected(RejectionReason reason) {}

    @Override
    public void runChanged(int partition, RunView run) {}

    @Override
    public void runEnded(int partition, RunId run) {}

    @Override
    public void partitionClosed(int partition) {}
}
