package io.thalweg.processor;

import io.thalweg.processor.topology.Upcoming;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells the topology what its thread's consumer has fetched, before Kafka Streams hands it on record by record. Made by Kafka,
 * by name; called on the stream thread.
 */
public final class FetchedSnapshots implements ConsumerInterceptor<byte[], byte[]> {
    static final String UPCOMING = "thalweg.topology.upcoming";
    static final String TOPIC = "thalweg.topology.snapshots";

    private @Nullable Upcoming upcoming;
    private String topic = "";

    @Override
    public void configure(Map<String, ?> properties) {
        topic = String.valueOf(properties.get(TOPIC));
        if (properties.get(UPCOMING) instanceof Upcoming given) {
            upcoming = given;
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Upcoming told = upcoming;
        if (told != null) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(topic)) {
                if (record.value() != null) {
                    told.add(record.partition(), record.value());
                }
            }
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
