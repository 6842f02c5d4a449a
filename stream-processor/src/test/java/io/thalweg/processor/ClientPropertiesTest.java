package io.thalweg.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.topology.SilentObserver;
import io.thalweg.processor.topology.Upcoming;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertiesTest {
    private static final String BOOTSTRAP = "bootstrap.servers";

    private final Upcoming upcoming = new Upcoming();

    @Test
    void mainConsumerTellsWhatItFetched() {
        Map<String, Object> consumer = mainConsumer(Map.of(BOOTSTRAP, "nowhere:1"));

        assertEquals(FetchedSnapshots.class.getName(), consumer.get(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG));
        assertSame(upcoming, consumer.get(FetchedSnapshots.UPCOMING));
        assertEquals("thalweg.snapshots", consumer.get(FetchedSnapshots.TOPIC));
    }

    @ParameterizedTest
    @CsvSource({"1, 8388608", "8, 8388608", "16, 4194304", "200, 1048576"})
    void fetchesOfAllPartitionsAreBounded(int partitions, int bytes) {
        Map<String, Object> consumer = mainConsumer(Map.of(BOOTSTRAP, "nowhere:1"), partitions);

        assertEquals(bytes, consumer.get(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG));
    }

    @Test
    void connectionsHaveTheBuffersOfTheSystemUnlessToldOtherwise() {
        Map<String, Object> consumer = mainConsumer(Map.of(BOOTSTRAP, "nowhere:1"));
        assertEquals(-1, consumer.get(ConsumerConfig.RECEIVE_BUFFER_CONFIG));

        consumer = mainConsumer(Map.of(BOOTSTRAP, "nowhere:1", "kafka.consumer.receive.buffer.bytes", "65536"));
        assertEquals("65536", String.valueOf(consumer.get(ConsumerConfig.RECEIVE_BUFFER_CONFIG)));
    }

    @Test
    void interceptorsOfTheUserStay() {
        Map<String, Object> consumer =
                mainConsumer(Map.of(BOOTSTRAP, "nowhere:1", "kafka.consumer.interceptor.classes", "a.B,c.D"));

        assertEquals(
                "a.B,c.D," + FetchedSnapshots.class.getName(), consumer.get(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG));
    }

    @Test
    void valuesOfTheSnapshotsTopicAreTold() {
        FetchedSnapshots fetched = new FetchedSnapshots();
        fetched.configure(Map.of(FetchedSnapshots.UPCOMING, upcoming, FetchedSnapshots.TOPIC, "snapshots"));
        byte[] value = {1};
        ConsumerRecords<byte[], byte[]> records = new ConsumerRecords<>(
                Map.of(
                        new TopicPartition("snapshots", 0),
                        List.of(
                                new ConsumerRecord<>("snapshots", 0, 0, new byte[0], value),
                                new ConsumerRecord<>("snapshots", 0, 1, new byte[0], null)),
                        new TopicPartition("runs", 0),
                        List.of(new ConsumerRecord<>("runs", 0, 0, new byte[0], new byte[0]))),
                Map.of());

        assertSame(records, fetched.onConsume(records));

        assertEquals(1, upcoming.size());
    }

    private Map<String, Object> mainConsumer(Map<String, String> flags) {
        return mainConsumer(flags, 8);
    }

    private Map<String, Object> mainConsumer(Map<String, String> flags, int partitions) {
        ProcessorConfiguration configuration = ProcessorConfiguration.from(flags, Map.of());
        Properties properties = ClientProperties.streams(configuration, partitions, new SilentObserver(), upcoming);
        return new StreamsConfig(properties).getMainConsumerConfigs("group", "client", 0);
    }
}
