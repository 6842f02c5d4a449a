package io.thalweg.producer;

import java.util.List;

/** What leaves for the cluster as one whole. */
sealed interface Outgoing {

    RunLane lane();

    String topic();

    /** In the order of sending. */
    List<byte[]> values();

    /** The chunks of one snapshot. */
    record SnapshotChunks(RunLane lane, String topic, List<byte[]> values, long sizeBytes) implements Outgoing {
        SnapshotChunks(RunLane lane, String topic, List<byte[]> values) {
            this(
                    lane,
                    topic,
                    List.copyOf(values),
                    values.stream().mapToLong(chunk -> chunk.length).sum());
        }
    }

    /** The whole state of a run, one value; {@code last} when the run has ended. */
    record StateRecord(RunLane lane, String topic, List<byte[]> values, boolean last) implements Outgoing {
        StateRecord(RunLane lane, String topic, byte[] value, boolean last) {
            this(lane, topic, List.of(value), last);
        }
    }
}
