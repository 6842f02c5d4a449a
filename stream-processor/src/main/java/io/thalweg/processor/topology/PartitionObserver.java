package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.record.DecisionRecord;

/** Tells of the runs of one partition. */
record PartitionObserver(TopologyObserver observer, int partition) {
    void changed(RunState state) {
        observer.runChanged(partition, state.view());
    }

    void decided(DecisionRecord decision) {
        observer.decided(decision.kind(), decision.state());
    }

    void ended(RunId run) {
        observer.runEnded(partition, run);
    }

    void closed() {
        observer.partitionClosed(partition);
    }
}
