package io.thalweg.broker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Plain strings to and from one partition of a broker under test. */
final class RecordClient {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> address;

    RecordClient(String bootstrapServers) {
        address = Map.of("bootstrap.servers", bootstrapServers);
    }

    void createTopic(String topic) {
        try (Admin admin = Admin.create(address)) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** The id of the node that leads the topic's partition. */
    int leader(String topic) {
        return partition(topic).leader().id();
    }

    int copies(String topic) {
        return partition(topic).replicas().size();
    }

    private TopicPartitionInfo partition(String topic) {
        try (Admin admin = Admin.create(address)) {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(0);
        }
    }

    /** Sends and waits for the acknowledgement of all replicas. */
    void send(String topic, String... values) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(address, new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = Stream.of(values)
                    .map(value -> producer.send(new ProducerRecord<>(topic, value)))
                    .toList();
            for (Future<RecordMetadata> acknowledgement : sent) {
                acknowledgement.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> read(String topic, int count) {
        List<String> values = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(address, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (values.size() < count && Instant.now().isBefore(end)) {
                consumer.poll(Duration.ofMillis(100)).forEach(r -> values.add(r.value()));
            }
        }
        return values;
    }
}
