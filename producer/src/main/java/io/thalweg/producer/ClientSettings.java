package io.thalweg.producer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of the Kafka clients: Thalweg's defaults, over them the user's, over those what must hold. */
final class ClientSettings {

    /**
     * What a user may not set. Ordering, uniqueness and the choice of the partition (murmur2 of the key, which
     * {@link EarlyStopping} and the processor count on) rest on these.
     */
    static final Set<String> RESERVED = Set.of(
            "bootstrap.servers",
            "client.id",
            "key.serializer",
            "value.serializer",
            "key.deserializer",
            "value.deserializer",
            "enable.idempotence",
            "acks",
            "partitioner.class",
            "partitioner.ignore.keys",
            "transactional.id",
            "group.id",
            "group.instance.id",
            "enable.auto.commit",
            "auto.offset.reset",
            "isolation.level",
            "allow.auto.create.topics");

    private ClientSettings() {}

    /** @throws IllegalArgumentException naming the offending key, when Kafka refuses a value */
    static Map<String, Object> producer(PublisherConfiguration configuration) {
        Map<String, Object> settings = new HashMap<>();
        // How long the background thread may wait in one call to send before it looks up again; the snapshot is kept.
        settings.put("max.block.ms", 5_000);
        // What the cluster has not answered for by then goes back to our own queue and is sent anew.
        settings.put("delivery.timeout.ms", 60_000);
        settings.put("request.timeout.ms", 10_000);
        settings.put("reconnect.backoff.max.ms", 1_000);
        // A chunk fills a batch by itself; nothing is gained by lingering.
        settings.put("linger.ms", 0);
        // The system's own buffer, which grows with what is under way: a chunk is sent in one go.
        settings.put("send.buffer.bytes", -1);
        putKnown(settings, configuration.kafkaProperties(), ConsumerConfig.configNames(), ProducerConfig.configNames());
        settings.put("bootstrap.servers", configuration.bootstrapServers());
        settings.put("client.id", configuration.clientId());
        settings.put("key.serializer", ByteArraySerializer.class);
        settings.put("value.serializer", ByteArraySerializer.class);
        settings.put("enable.idempotence", true);
        settings.put("acks", "all");
        try {
            new ProducerConfig(settings);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("kafkaProperties: " + e.getMessage(), e);
        }
        return settings;
    }

    /** @throws IllegalArgumentException naming the offending key, when Kafka refuses a value */
    static Map<String, Object> consumer(PublisherConfiguration configuration, String clientId) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("reconnect.backoff.max.ms", 1_000);
        settings.put("default.api.timeout.ms", 10_000);
        settings.put("request.timeout.ms", 5_000);
        putKnown(settings, configuration.kafkaProperties(), ProducerConfig.configNames(), ConsumerConfig.configNames());
        settings.put("bootstrap.servers", configuration.bootstrapServers());
        settings.put("client.id", clientId);
        settings.put("key.deserializer", ByteArrayDeserializer.class);
        settings.put("value.deserializer", ByteArrayDeserializer.class);
        settings.put("enable.auto.commit", false);
        // Only when our own position has been deleted by retention: then what is left after it is wanted.
        settings.put("auto.offset.reset", "earliest");
        // The processor writes in transactions.
        settings.put("isolation.level", "read_committed");
        settings.put("allow.auto.create.topics", false);
        try {
            new ConsumerConfig(settings);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("kafkaProperties: " + e.getMessage(), e);
        }
        return settings;
    }

    /** Everything but what only the other kind of client knows: a key known to neither may belong to a plug-in. */
    private static void putKnown(
            Map<String, Object> settings, Map<String, String> given, Set<String> others, Set<String> own) {
        given.forEach((key, value) -> {
            if (own.contains(key) || !others.contains(key)) {
                settings.put(key, value);
            }
        });
    }
}
