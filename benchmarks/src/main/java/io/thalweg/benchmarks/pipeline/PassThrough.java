package io.thalweg.benchmarks.pipeline;

import io.thalweg.processor.ClientProperties;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.topology.TopologyObserver;
import io.thalweg.processor.topology.Upcoming;
import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.TopicLayout;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What Kafka Streams takes by itself: with the service's own client properties it reads the same records and writes one small
 * record a snapshot, of the size of a metrics record. Arguments: chunks a snapshot, then the service's flags.
 */
final class PassThrough {
    static final String TOPIC = "pass-through";

    private static final byte[] VALUE = "x".repeat(700).getBytes(StandardCharsets.US_ASCII);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    private PassThrough() {}

    public static void main(String[] arguments) {
        int chunks = Integer.parseInt(arguments[0]);
        Map<String, String> flags = new HashMap<>();
        for (int i = 1; i < arguments.length; i++) {
            String[] flag = arguments[i].substring(2).split("=", 2);
            flags.put(flag[0], flag[1]);
        }
        ProcessorConfiguration configuration = ProcessorConfiguration.from(flags, Map.of());
        Properties properties =
                ClientProperties.streams(configuration, TopicLayout.DEFAULT_PARTITIONS, new Deaf(), new Upcoming());
        // Nobody takes out of Upcoming here what is put in: 512 chunks of 1 MB.
        properties.remove(StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG));
        KafkaStreams streams = new KafkaStreams(topology(configuration.topics().snapshots(), chunks), properties);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> streams.close(CLOSE_TIMEOUT), "close"));
        streams.start();
    }

    private static Topology topology(String snapshots, int chunks) {
        ByteArrayDeserializer in = new ByteArrayDeserializer();
        ByteArraySerializer out = new ByteArraySerializer();
        return new Topology()
                .addSource(AutoOffsetReset.earliest(), "snapshots-source", in, in, snapshots)
                .addProcessor("count", () -> new Count(chunks), "snapshots-source")
                .addSink("pass-through-sink", TOPIC, out, out, "count");
    }

    private static final class Count extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private final int chunks;
        private final Map<String, Integer> seen = new HashMap<>();

        Count(int chunks) {
            this.chunks = chunks;
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            String run = new String(record.key(), StandardCharsets.US_ASCII);
            if (seen.merge(run, 1, Integer::sum) % chunks == 0) {
                context().forward(record.withValue(VALUE));
            }
        }
    }

    private static final class Deaf implements TopologyObserver {
        @Override
        public void snapshotMeasured(RunId run, Duration projection, Duration publishToMetric) {}

        @Override
        public void decided(AlarmKind kind, DecisionState state) {}

        @Override
        public void rejected(RejectionReason reason) {}

        @Override
        public void runChanged(int partition, RunView run) {}

        @Override
        public void runEnded(int partition, RunId run) {}

        @Override
        public void partitionClosed(int partition) {}
    }
}
