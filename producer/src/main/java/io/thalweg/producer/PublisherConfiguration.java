package io.thalweg.producer;

import static java.util.Objects.requireNonNull;

import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.Encoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a trainer reaches the cluster. Every problem is reported at once, as {@link IllegalArgumentException}, before
 * training starts; an unreachable cluster is not a problem of the configuration.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param topics names of the topics
 * @param encoding of the snapshots' payloads
 * @param queueBytes most bytes of encoded snapshots that wait for the cluster; beyond it the oldest are dropped
 * @param closeTimeout how long {@link SnapshotPublisher#close()} may take
 * @param clientId the clients' {@code client.id}; give two publishers of one JVM different ones
 * @param kafkaProperties any Kafka client property (TLS, SASL, ...), passed to producer and consumers, except those
 *     that correctness rests on: see {@link ClientSettings#RESERVED}
 */
public record PublisherConfiguration(
        String bootstrapServers,
        Topics topics,
        Encoding encoding,
        long queueBytes,
        Duration closeTimeout,
        String clientId,
        Map<String, String> kafkaProperties) {

    /** 64 MiB: 300 snapshots of 10,000 x 10 in float16. */
    public static final long DEFAULT_QUEUE_BYTES = 64L << 20;

    public static final Duration DEFAULT_CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private static final Pattern SERVER = Pattern.compile("\\S*[^\\s:]:\\d{1,5}");

    public PublisherConfiguration {
        requireNonNull(topics, "topics");
        requireNonNull(encoding, "encoding");
        kafkaProperties = Map.copyOf(kafkaProperties);
        List<String> problems = new ArrayList<>();
        for (String server : bootstrapServers.split(",", -1)) {
            if (!SERVER.matcher(server.strip()).matches()) {
                problems.add("bootstrapServers: \"" + server + "\" is not host:port");
            }
        }
        if (queueBytes < 1) {
            problems.add("queueBytes: " + queueBytes + " is not positive");
        }
        if (closeTimeout.isNegative()) {
            problems.add("closeTimeout: " + closeTimeout + " is negative");
        }
        if (clientId.isBlank()) {
            problems.add("clientId: is blank");
        }
        for (String key : kafkaProperties.keySet()) {
            if (ClientSettings.RESERVED.contains(key)) {
                problems.add("kafkaProperties: " + key + " is set by Thalweg itself");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    public static Builder builder(String bootstrapServers) {
        return new Builder(bootstrapServers);
    }

    /** Collects a configuration; {@link #build} checks it. */
    public static final class Builder {
        private final String bootstrapServers;
        private Topics topics = new Topics("thalweg.");
        private Encoding encoding = Encoding.FLOAT16_AMPLITUDES;
        private long queueBytes = DEFAULT_QUEUE_BYTES;
        private Duration closeTimeout = DEFAULT_CLOSE_TIMEOUT;
        private String clientId = "thalweg-publisher";
        private final Map<String, String> kafkaProperties = new LinkedHashMap<>();

        private Builder(String bootstrapServers) {
            this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers");
        }

        public Builder topics(Topics topics) {
            this.topics = topics;
            return this;
        }

        public Builder encoding(Encoding encoding) {
            this.encoding = encoding;
            return this;
        }

        public Builder queueBytes(long queueBytes) {
            this.queueBytes = queueBytes;
            return this;
        }

        public Builder closeTimeout(Duration closeTimeout) {
            this.closeTimeout = closeTimeout;
            return this;
        }

        public Builder clientId(String clientId) {
            this.clientId = clientId;
            return this;
        }

        public Builder kafkaProperties(Map<String, String> properties) {
            this.kafkaProperties.putAll(properties);
            return this;
        }

        public PublisherConfiguration build() {
            return new PublisherConfiguration(
                    bootstrapServers, topics, encoding, queueBytes, closeTimeout, clientId, kafkaProperties);
        }
    }
}
