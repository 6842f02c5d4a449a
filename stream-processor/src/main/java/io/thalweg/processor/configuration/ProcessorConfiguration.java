package io.thalweg.processor.configuration;

import io.thalweg.geometry.LandmarkPrecision;
import io.thalweg.protocol.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one processor is set up. Read from, in order of precedence: flags, the environment ({@code THALWEG_...}), a properties
 * file (named by the flag or variable {@code config}), the defaults. {@code docs/configuration.md} describes every key.
 *
 * @param bootstrapServers where the Kafka cluster is
 * @param topics the names of the topics
 * @param applicationId the consumer group, one for all replicas
 * @param instanceId this replica's lasting name
 * @param stateDirectory stores and cached manifolds
 * @param manifolds files to load besides those on the topic
 * @param policies files of policies, one or none
 * @param startupTimeout how long to wait for the cluster at the start
 * @param threads stream threads
 * @param commitInterval time between commits
 * @param tracking how runs are judged
 * @param producers what one producer may take
 * @param kernel how distances are computed
 * @param exportedRuns runs exported to Prometheus at most
 * @param http where HTTP listens
 * @param live bounds of the live view
 * @param kafka properties passed through to Kafka's clients
 */
public record ProcessorConfiguration(
        String bootstrapServers,
        Topics topics,
        String applicationId,
        String instanceId,
        Path stateDirectory,
        List<Path> manifolds,
        List<Path> policies,
        Duration startupTimeout,
        int threads,
        Duration commitInterval,
        TrackingSettings tracking,
        ProducerSettings producers,
        KernelSettings kernel,
        int exportedRuns,
        HttpSettings http,
        LiveSettings live,
        KafkaProperties kafka) {
    public ProcessorConfiguration {
        manifolds = List.copyOf(manifolds);
        policies = List.copyOf(policies);
    }

    /**
     * Reads and checks all sources.
     *
     * @param flags keys without their dashes, such as {@code http.port}; {@code config} names the properties file
     * @param environment such as {@code System.getenv()}
     * @throws ConfigurationException with every problem there is
     */
    public static ProcessorConfiguration from(Map<String, String> flags, Map<String, String> environment) {
        return new ConfigurationReader(ConfigurationSources.read(flags, environment)).configuration();
    }

    /**
     * How runs are judged.
     *
     * @param alpha level of the calibrated threshold
     * @param raiseAfter consecutive snapshots over the threshold that raise an alarm
     * @param clearAfter consecutive snapshots under it that clear one
     * @param silentAfter silence that raises {@code SILENT}
     * @param forgetAfter silence after which a run is forgotten
     * @param incompleteAfter wait for the missing chunks of a snapshot
     * @param coverageShare share of the samples that an incomplete snapshot needs
     * @param maxRuns runs followed at once on each partition
     */
    public record TrackingSettings(
            double alpha,
            int raiseAfter,
            int clearAfter,
            Duration silentAfter,
            Duration forgetAfter,
            Duration incompleteAfter,
            double coverageShare,
            int maxRuns) {}

    /**
     * What one producer may take on each partition.
     *
     * @param maxRuns runs that go on at once, 0 for any number
     * @param maxBytesPerSecond of its chunks, 0 for any number
     */
    public record ProducerSettings(int maxRuns, int maxBytesPerSecond) {}

    /**
     * How distances are computed.
     *
     * @param fastest the fastest kernel that runs here; otherwise the plain one
     * @param precision of the landmarks in memory
     * @param threads threads that one chunk is divided among
     */
    public record KernelSettings(boolean fastest, LandmarkPrecision precision, int threads) {}

    /**
     * Where HTTP listens.
     *
     * @param host address
     * @param port port, 0 for a free one
     * @param eventClients clients of the event stream at most
     * @param access what it takes to get an answer, and how it is encrypted
     */
    public record HttpSettings(String host, int port, int eventClients, HttpAccess access) {
        /** Open and unencrypted. */
        public HttpSettings(String host, int port, int eventClients) {
            this(host, port, eventClients, HttpAccess.OPEN);
        }
    }

    /**
     * Who gets an answer, and how.
     *
     * @param token what requests must show
     * @param tls HTTPS
     */
    public record HttpAccess(Optional<AccessToken> token, Optional<TlsFiles> tls) {
        /** No token, no TLS. */
        public static final HttpAccess OPEN = new HttpAccess(Optional.empty(), Optional.empty());
    }

    /**
     * What HTTPS shows and proves itself by.
     *
     * @param certificate the chain, PEM
     * @param key PKCS #8, PEM
     */
    public record TlsFiles(Path certificate, Path key) {}

    /**
     * Bounds of the live view.
     *
     * @param lookBack how far back it reads when it starts
     * @param maxRuns runs kept
     * @param maxHistory metrics records kept for each run
     * @param maxBytes size of all records kept
     */
    public record LiveSettings(Duration lookBack, int maxRuns, int maxHistory, int maxBytes) {}
}
