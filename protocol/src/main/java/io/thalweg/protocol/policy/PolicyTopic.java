package io.thalweg.protocol.policy;

import io.thalweg.protocol.KafkaReason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The compacted topic of policies, for those who write them. */
public final class PolicyTopic {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String topic;
    private final Map<String, Object> kafkaProperties;

    /**
     * A topic.
     *
     * @param topic its name, {@code Topics.policies()}
     * @param kafkaProperties of the clients: {@code bootstrap.servers} and whatever else they need
     */
    public PolicyTopic(String topic, Map<String, ?> kafkaProperties) {
        this.topic = topic;
        this.kafkaProperties = Map.copyOf(kafkaProperties);
    }

    /**
     * Puts a policy in force for its experiment.
     *
     * @throws IOException when the cluster does not take it, in one line
     */
    public void put(Policy policy) throws IOException {
        send(policy.name(), PolicyFormat.writeRecord(policy));
    }

    /**
     * Takes the policy of an experiment off the topic; that there is none does no harm.
     *
     * @throws IOException when the cluster does not take it, in one line
     */
    public void delete(String name) throws IOException {
        send(name, null);
    }

    /**
     * What is on the topic, by experiment: the values as they are, sound or not.
     *
     * @throws IOException when it cannot be read, in one line
     */
    public Map<String, byte[]> all() throws IOException {
        Map<String, Object> properties = new HashMap<>(kafkaProperties);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        Map<String, byte[]> values = new TreeMap<>();
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic, PATIENCE).stream()
                    .map(at -> new TopicPartition(at.topic(), at.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
            while (!partitions.stream().allMatch(at -> consumer.position(at, PATIENCE) >= ends.getOrDefault(at, 0L))) {
                for (ConsumerRecord<String, byte[]> each : consumer.poll(Duration.ofMillis(200))) {
                    if (each.value() == null) {
                        values.remove(String.valueOf(each.key()));
                    } else {
                        values.put(String.valueOf(each.key()), each.value());
                    }
                }
            }
            return values;
        } catch (KafkaException e) {
            throw new IOException("topic %s cannot be read: %s".formatted(topic, KafkaReason.of(e)), e);
        }
    }

    private void send(String key, byte @Nullable [] value) throws IOException {
        Map<String, Object> properties = new HashMap<>(kafkaProperties);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while sending to topic " + topic);
        } catch (ExecutionException | KafkaException e) {
            throw refused(e);
        }
    }

    private IOException refused(Exception failure) {
        return new IOException("topic %s does not take it: %s".formatted(topic, KafkaReason.of(failure)), failure);
    }
}
