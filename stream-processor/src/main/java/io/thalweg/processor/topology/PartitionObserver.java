package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunState;
import io.thalweg.protocol.RunId;

/** Tells of the runs of one partition. */
record PartitionObserver(TopologyObserver observer, int partition) {
    void changed(RunState state) {
        observer.runChanged(partition, state.view());
    }

    void ended(RunId run) {
        observer.runEnded(partition, run);
    }

    void closed() {
        observer.partitionClosed(partition);
    }
}
