package io.thalweg.producer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.protocol.chunk.Encoding;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublisherConfigurationTest {
    @Test
    void halfPrecisionAmplitudesAreTheDefault() {
        assertEquals(
                Encoding.FLOAT16_AMPLITUDES,
                PublisherConfiguration.builder("localhost:9092").build().encoding());
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        PublisherConfiguration.Builder builder = PublisherConfiguration.builder("localhost")
                .queueBytes(0)
                .clientId(" ")
                .kafkaProperties(Map.of("acks", "1"));

        String message =
                assertThrows(IllegalArgumentException.class, builder::build).getMessage();

        assertEquals(
                "bootstrapServers: \"localhost\" is not host:port; queueBytes: 0 is not positive; clientId: is blank;"
                        + " kafkaProperties: acks is set by Thalweg itself",
                message);
    }

    @Test
    void valueThatKafkaRefusesIsNamedWhenOpened() {
        PublisherConfiguration configuration = PublisherConfiguration.builder("localhost:9092")
                .kafkaProperties(Map.of("linger.ms", "soon"))
                .build();

        String message = assertThrows(IllegalArgumentException.class, () -> SnapshotPublisher.open(configuration))
                .getMessage();

        assertTrue(String.valueOf(message).contains("linger.ms"), message);
    }

    @Test
    void fileThatIsMissingIsNamedWhenOpened() {
        PublisherConfiguration configuration = PublisherConfiguration.builder("localhost:9092")
                .kafkaProperties(Map.of("security.protocol", "SSL", "ssl.truststore.location", "no-such-file"))
                .build();

        String message = assertThrows(IllegalArgumentException.class, () -> SnapshotPublisher.open(configuration))
                .getMessage();

        assertTrue(String.valueOf(message).contains("no-such-file"), message);
    }

    @Test
    void nameThatDoesNotResolveIsAnOutage() {
        PublisherConfiguration configuration =
                PublisherConfiguration.builder("no-such-host.invalid:9092").build();

        try (SnapshotPublisher publisher = SnapshotPublisher.open(configuration)) {
            assertEquals(0, publisher.statistics().failed());
        }
    }

    @Test
    void eachClientGetsTheKeysItKnowsAndThoseOfPlugins() {
        PublisherConfiguration configuration = PublisherConfiguration.builder("localhost:9092")
                .kafkaProperties(Map.of("batch.size", "1", "fetch.min.bytes", "2", "my.plugin", "3"))
                .build();

        Map<String, Object> producer = ClientSettings.producer(configuration);
        Map<String, Object> consumer = ClientSettings.consumer(configuration, "hook");

        assertEquals("1", producer.get("batch.size"));
        assertEquals("3", producer.get("my.plugin"));
        assertTrue(!producer.containsKey("fetch.min.bytes"));
        assertEquals("2", consumer.get("fetch.min.bytes"));
        assertTrue(!consumer.containsKey("batch.size"));
    }
}
