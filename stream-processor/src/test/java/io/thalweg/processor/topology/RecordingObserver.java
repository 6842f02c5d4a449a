package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps what it hears. */
final class RecordingObserver implements TopologyObserver {
    final List<RejectionReason> rejections = new ArrayList<>();
    final List<String> decisions = new ArrayList<>();
    final List<Duration> latencies = new ArrayList<>();
    final Map<RunId, RunView> runs = new LinkedHashMap<>();
    final List<Integer> closed = new ArrayList<>();

    /** A run that is being shown. */
    RunView run(RunId run) {
        return Optional.ofNullable(runs.get(run)).orElseThrow();
    }

    @Override
    public void snapshotMeasured(RunId run, Duration projection, Duration publishToMetric) {
        latencies.add(publishToMetric);
    }

    @Override
    public void decided(AlarmKind kind, DecisionState state) {
        decisions.add(kind + " " + state);
    }

    @Override
    public void rejected(RejectionReason reason) {
        rejections.add(reason);
    }

    @Override
    public void runChanged(int partition, RunView run) {
        runs.put(run.run(), run);
    }

    @Override
    public void runEnded(int partition, RunId run) {
        runs.remove(run);
    }

    @Override
    public void partitionClosed(int partition) {
        closed.add(partition);
    }
}
