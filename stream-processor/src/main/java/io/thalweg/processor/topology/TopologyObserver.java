package io.thalweg.processor.topology;

import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionState;
import java.time.Duration;

/**
 * Hears what the topology does. Called on the stream threads, several at once; must be quick and must not throw. Runs are
 * those of the partitions that this instance owns.
 */
public interface TopologyObserver {
    /**
     * A metrics record was written.
     *
     * @param run the run
     * @param projection time spent on folding and projecting the snapshot
     * @param publishToMetric from the trainer's publishing to the record, over two clocks: negative where they disagree
     */
    void snapshotMeasured(RunId run, Duration projection, Duration publishToMetric);

    /** A decision was written: an alarm of this kind was raised, reconsidered, cleared or acknowledged. */
    void decided(AlarmKind kind, DecisionState state);

    /** An input was not taken. */
    void rejected(RejectionReason reason);

    /** A run became known on this partition, or something about it changed. */
    void runChanged(int partition, RunView run);

    /** A run ended, or was forgotten. */
    void runEnded(int partition, RunId run);

    /** The partition moves away or the processor stops: its runs are no longer this instance's to show. */
    void partitionClosed(int partition);
}
