package io.thalweg.processor.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Kafka's own way from a key to its partition: murmur2, which not every client uses by default. */
final class KeyPartitions {
    private KeyPartitions() {}

    /** The partition of a key among this many. */
    static int of(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /** As Kafka Streams asks for it; a record without a key may go anywhere. */
    static Optional<Set<Integer>> of(String topic, byte @Nullable [] key, byte @Nullable [] value, int partitions) {
        return key == null ? Optional.empty() : Optional.of(Set.of(of(key, partitions)));
    }
}
