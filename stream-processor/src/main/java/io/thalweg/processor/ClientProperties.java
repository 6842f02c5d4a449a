package io.thalweg.processor;

import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.topology.ThalwegTopology;
import io.thalweg.processor.topology.TopologyObserver;
import io.thalweg.processor.topology.Upcoming;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.processor.assignment.assignors.StickyTaskAssignor;

/**
 * Properties of Kafka's clients. What the user passes through comes last and wins, except over what {@link
 * io.thalweg.processor.configuration.KafkaProperties} refuses.
 */
public final class ClientProperties {
    /** What the consumers of a replica that has all partitions may hold of the heap: each holds one fetch of each partition. */
    private static final int FETCHED_BYTES = 64 << 20;
    /** Two full batches of snapshots of 0.2 MB, so that a partition that is behind alone keeps both threads busy. */
    private static final int MOST_PARTITION_FETCH_BYTES = 8 << 20;
    /** Chunks are at most 1 MB. */
    private static final int LEAST_PARTITION_FETCH_BYTES = 1 << 20;

    private static final int FETCH_BYTES = 16 << 20;
    /** For the consumers beside Kafka Streams, whose records are small. */
    private static final int READER_FETCH_BYTES = 8 << 20;

    /**
     * The system's own buffer of a connection, which grows with what is under way. A stream thread reads nothing while it folds: with
     * the 64 KiB that Kafka asks for, most of a fetch waits on the broker until it does.
     */
    private static final int SYSTEM_BUFFER = CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND;

    /** Eight batches: while what one brought is written, the next is folded, but nothing is while the last is written. */
    private static final int POLL_RECORDS = 128;

    private static final int BUFFERED_RECORDS = 8;
    /** A replica that dies is replaced after so long; one that restarts sooner keeps its partitions. */
    private static final int SESSION_TIMEOUT_MILLIS = 6000;

    private static final int HEARTBEAT_MILLIS = 1500;

    private ClientProperties() {}

    /**
     * For Kafka Streams; unforeseen failures of the topology are told to {@code observer}, and what is fetched of the snapshots
     * topic to {@code upcoming}.
     *
     * @param partitions of the snapshots topic
     */
    public static Properties streams(
            ProcessorConfiguration configuration, int partitions, TopologyObserver observer, Upcoming upcoming) {
        Map<String, Object> properties = common(configuration, "");
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, configuration.applicationId());
        properties.put(
                StreamsConfig.STATE_DIR_CONFIG, configuration.stateDirectory().toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                configuration.commitInterval().toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, configuration.threads());
        properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Its constant is deprecated only to announce that a later Kafka will always behave so.
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnforeseenFailures.class);
        properties.put(UnforeseenFailures.OBSERVER, observer);
        properties.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        properties.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                configuration.topics().deadLetters());
        properties.put(StreamsConfig.METRICS_RECORDING_LEVEL_CONFIG, "INFO");
        // The default assignor keeps a replica that comes waiting until its copies of the state are warm, two
        // partitions in ten minutes. Here a partition's state is restored within a rebalance: it gets them at once.
        properties.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, StickyTaskAssignor.class.getName());
        properties.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, configuration.instanceId());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        properties.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                ThalwegTopology.LARGEST_STORED_BYTES);
        limitFetches(properties, partitions);
        properties.putAll(configuration.kafka().streams());
        tellFetched(properties, configuration.topics().snapshots(), upcoming);
        Properties result = new Properties();
        result.putAll(properties);
        return result;
    }

    /** After the interceptors that the user passes through, if any. */
    private static void tellFetched(Map<String, Object> properties, String topic, Upcoming upcoming) {
        String interceptors = ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG;
        String told = Stream.of(
                        StreamsConfig.mainConsumerPrefix(interceptors),
                        StreamsConfig.consumerPrefix(interceptors),
                        interceptors)
                .filter(properties::containsKey)
                .findFirst()
                .map(given -> properties.get(given) + ",")
                .orElse("");
        properties.put(StreamsConfig.mainConsumerPrefix(interceptors), told + FetchedSnapshots.class.getName());
        properties.put(StreamsConfig.mainConsumerPrefix(FetchedSnapshots.TOPIC), topic);
        properties.put(StreamsConfig.mainConsumerPrefix(FetchedSnapshots.UPCOMING), upcoming);
    }

    /** For a consumer outside any group. */
    static Map<String, Object> consumer(ProcessorConfiguration configuration, String purpose) {
        Map<String, Object> properties = common(configuration, purpose);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, READER_FETCH_BYTES);
        properties.putAll(configuration.kafka().consumer());
        return properties;
    }

    /** For an admin client. */
    static Map<String, Object> admin(ProcessorConfiguration configuration) {
        Map<String, Object> properties = common(configuration, "check");
        properties.putAll(configuration.kafka().admin());
        return properties;
    }

    private static void limitFetches(Map<String, Object> properties, int partitions) {
        int share = Math.max(LEAST_PARTITION_FETCH_BYTES, FETCHED_BYTES / partitions);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Math.min(MOST_PARTITION_FETCH_BYTES, share));
        properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
    }

    /** The client id names the replica, never a UUID: it becomes a label of Kafka's metrics. */
    private static Map<String, Object> common(ProcessorConfiguration configuration, String purpose) {
        String client = configuration.applicationId() + "." + configuration.instanceId();
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, configuration.bootstrapServers());
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, purpose.isEmpty() ? client : client + "." + purpose);
        properties.put(CommonClientConfigs.RECEIVE_BUFFER_CONFIG, SYSTEM_BUFFER);
        properties.put(CommonClientConfigs.SEND_BUFFER_CONFIG, SYSTEM_BUFFER);
        return properties;
    }
}
