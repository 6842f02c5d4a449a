package io.thalweg.producer;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Where a run's records lie in a topic. */
record RunPartition(TopicPartition partition, long offset) {

    /**
     * The partition that murmur2 gives the key, and the offset of the first record with a time of {@code from} or later.
     *
     * @throws UnknownTopicOrPartitionException when there is no such topic (yet)
     */
    static RunPartition find(Consumer<byte[], byte[]> consumer, String topic, byte[] key, Instant from) {
        @Nullable List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("no topic " + topic + "; `thalweg topics create` makes it");
        }
        TopicPartition partition = new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
        // The end is asked for first: a record that comes between the two questions is then behind it, and is read.
        Map<TopicPartition, Long> end = consumer.endOffsets(List.of(partition));
        @Nullable
        OffsetAndTimestamp first =
                consumer.offsetsForTimes(Map.of(partition, from.toEpochMilli())).get(partition);
        return new RunPartition(partition, first == null ? end.getOrDefault(partition, 0L) : first.offset());
    }
}
