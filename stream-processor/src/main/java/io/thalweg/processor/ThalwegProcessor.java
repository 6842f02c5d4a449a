package io.thalweg.processor;

import io.thalweg.geometry.DistanceKernel;
import io.thalweg.geometry.DistanceKernels;
import io.thalweg.geometry.KernelThreads;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import io.thalweg.processor.configuration.ProcessorConfiguration.TrackingSettings;
import io.thalweg.processor.http.HttpService;
import io.thalweg.processor.http.HttpService.Views;
import io.thalweg.processor.live.EventLog;
import io.thalweg.processor.live.LiveReader;
import io.thalweg.processor.live.LiveRuns;
import io.thalweg.processor.manifold.LoadedManifolds;
import io.thalweg.processor.metrics.ProcessorMetrics;
import io.thalweg.processor.policy.LoadedPolicies;
import io.thalweg.processor.policy.PolicyFile;
import io.thalweg.processor.policy.PolicyReader;
import io.thalweg.processor.topology.Limits;
import io.thalweg.processor.topology.ProducerLimits;
import io.thalweg.processor.topology.ThalwegTopology;
import io.thalweg.processor.topology.TopologySettings;
import io.thalweg.processor.topology.Upcoming;
import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.processor.tracking.ExperimentBudgets;
import io.thalweg.processor.tracking.StopAdvisor;
import io.thalweg.protocol.manifold.ManifoldTopic;
import io.thalweg.protocol.manifold.ManifoldTopicReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole service: Kafka Streams with its topology, the reader of manifolds, the live view and HTTP. One start, one end.
 */
public final class ThalwegProcessor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ThalwegProcessor.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);
    private static final int KEPT_EVENTS = 8192;
    private static final long KEPT_EVENT_CHARACTERS = 8_000_000;
    /** Landmarks on the heap beyond this share of it are read from the mapped file instead. */
    private static final int HEAP_SHARE = 3;

    private final ProcessorConfiguration configuration;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Resources resources = new Resources();
    private final DistanceKernels.Choice kernel;
    private final KernelThreads kernelThreads;
    private final LoadedManifolds manifolds;
    private final ProcessorMetrics metrics;
    private final ProcessorHealth health;
    private final EventLog events = new EventLog(KEPT_EVENTS, KEPT_EVENT_CHARACTERS);
    private final LiveRuns live;
    private final LoadedPolicies policies;
    private final ExperimentBudgets budgets = new ExperimentBudgets();

    private volatile URI address = URI.create("http://127.0.0.1:0/");

    /** A processor that is not started yet. */
    public ThalwegProcessor(ProcessorConfiguration configuration) {
        this(configuration, InstantSource.system());
    }

    ThalwegProcessor(ProcessorConfiguration configuration, InstantSource clock) {
        this.configuration = configuration;
        this.clock = clock;
        this.kernel = configuration.kernel().fastest()
                ? DistanceKernels.choose(configuration.kernel().precision())
                : new DistanceKernels.Choice(DistanceKernels.plainRows(), "asked for");
        this.kernelThreads = KernelThreads.start(configuration.kernel().threads());
        resources.add(kernelThreads);
        DistanceKernel.Provider kernels = kernelThreads.dividing(kernel.kernels());
        long heapBudget = Runtime.getRuntime().maxMemory() / HEAP_SHARE;
        this.manifolds = new LoadedManifolds(kernels, configuration.tracking().alpha(), heapBudget, clock);
        this.metrics = new ProcessorMetrics(
                configuration.exportedRuns(),
                version(),
                kernels.name(),
                kernels.precision().label());
        this.health = new ProcessorHealth(manifolds);
        this.live = new LiveRuns(configuration.live(), events);
        this.policies = new LoadedPolicies(metrics::policyRefused);
    }

    /** Starts, and returns when Kafka Streams has begun; {@link #obstacles()} tells when it is ready. */
    public void start() throws ProcessorStartException, InterruptedException {
        try {
            resources.add(StateDirectoryLock.acquire(configuration.stateDirectory()));
            metrics.watchManifolds(manifolds::size);
            metrics.watchReadiness(() -> health.obstacles().isEmpty());
            resources.add(metrics);
            resources.add(manifolds);
            startHttp();
            loadFiles();
            int partitions = new ClusterCheck(configuration, closing, health::waitsFor).await();
            ManifoldTopicReader manifoldReader = startReaders();
            startPolicies();
            awaitManifolds(manifoldReader);
            startStreams(partitions);
            announce(partitions);
        } catch (ProcessorStartException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void startHttp() throws ProcessorStartException {
        try {
            HttpService http = HttpService.start(
                    configuration.http(),
                    new Views(
                            health,
                            metrics.exposition(),
                            live,
                            events,
                            manifolds,
                            configuration.tracking().alpha()));
            resources.add(http);
            resources.add(events::close);
            String host = configuration.http().host();
            String scheme = configuration.http().access().tls().isPresent() ? "https" : "http";
            address = URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                    + http.address().getPort() + "/");
            if (http.reachesBeyondLoopback()
                    && configuration.http().access().token().isEmpty()) {
                LOG.atWarn()
                        .addKeyValue("http", address)
                        .log(
                                "HTTP is reachable from other machines without a token: whoever reaches it can read every run."
                                        + " Set http.token, or keep others out otherwise (docs/security.md)");
            }
        } catch (IOException e) {
            throw new ProcessorStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private void loadFiles() throws ProcessorStartException {
        for (Path file : configuration.manifolds()) {
            try {
                manifolds.load(file);
            } catch (IOException e) {
                throw new ProcessorStartException("manifolds: " + e.getMessage(), e);
            }
        }
        for (Path file : configuration.policies()) {
            PolicyFile watched = new PolicyFile(file, policies);
            try {
                watched.load();
            } catch (IOException e) {
                throw new ProcessorStartException("policies: " + e.getMessage(), e);
            }
            resources.add(new RunningThread("thalweg-policy-file", watched, watched::close));
        }
    }

    /** Nothing is processed before what is on the topics is in force: a stop that nobody wanted cannot be taken back. */
    private void startPolicies() throws ProcessorStartException, InterruptedException {
        PolicyReader reader = new PolicyReader(
                configuration.topics(), ClientProperties.consumer(configuration, "policies"), policies, budgets);
        resources.add(new RunningThread("thalweg-policies", reader, reader::close));
        if (!reader.awaitCaughtUp(configuration.startupTimeout())) {
            throw new ProcessorStartException(
                    "policies, runs and decisions were not read to their ends within startup.timeout");
        }
    }

    /** Nothing is processed before: snapshots of a manifold that is on the topic would be refused for want of it. */
    private void awaitManifolds(ManifoldTopicReader reader) throws ProcessorStartException, InterruptedException {
        if (!reader.awaitCaughtUp(configuration.startupTimeout())) {
            throw new ProcessorStartException("the topic of manifolds was not read to its end within startup.timeout;"
                    + " the log tells why, or it is large: raise startup.timeout");
        }
    }

    private ManifoldTopicReader startReaders() {
        Path cache = configuration.stateDirectory().resolve("manifolds");
        ManifoldTopicReader reader = new ManifoldTopic(
                        configuration.topics().manifolds(), ClientProperties.consumer(configuration, "manifolds"))
                .reader(cache, manifolds);
        resources.add(new RunningThread("thalweg-manifolds", reader, reader::close));
        LiveReader liveReader = new LiveReader(
                configuration.topics(),
                ClientProperties.consumer(configuration, "live"),
                configuration.live().lookBack(),
                clock,
                live);
        resources.add(new RunningThread("thalweg-live", liveReader, liveReader::close));
        return reader;
    }

    private void startStreams(int partitions) throws ProcessorStartException {
        Upcoming upcoming = new Upcoming();
        Topology topology = ThalwegTopology.build(topologySettings(partitions), manifolds, metrics, clock, upcoming);
        try {
            KafkaStreams streams =
                    new KafkaStreams(topology, ClientProperties.streams(configuration, partitions, metrics, upcoming));
            resources.add(() -> streams.close(CLOSE_TIMEOUT));
            streams.setStateListener((next, previous) -> health.entered(next));
            streams.setUncaughtExceptionHandler(new StreamFailures(clock, health::failed));
            metrics.bindTo(streams);
            streams.start();
        } catch (StreamsException | IllegalArgumentException e) {
            throw new ProcessorStartException("Kafka Streams does not start: " + e.getMessage(), e);
        }
    }

    private TopologySettings topologySettings(int partitions) {
        TrackingSettings tracking = configuration.tracking();
        Limits standard = Limits.standard();
        AlarmRules alarms = new AlarmRules(
                tracking.alpha(),
                tracking.raiseAfter(),
                tracking.clearAfter(),
                tracking.silentAfter(),
                new StopAdvisor(policies, budgets));
        Limits limits = new Limits(
                tracking.coverageShare(),
                tracking.incompleteAfter(),
                tracking.forgetAfter(),
                tracking.maxRuns(),
                standard.snapshotsInFlight(),
                standard.inFlightBytes(),
                standard.passingBytes());
        ProducerLimits producers = new ProducerLimits(
                configuration.producers().maxRuns(), configuration.producers().maxBytesPerSecond());
        Duration commitsApart = configuration.commitInterval().dividedBy(2);
        return new TopologySettings(configuration.topics(), partitions, alarms, limits, producers, commitsApart);
    }

    private void announce(int partitions) {
        LOG.atInfo()
                .addKeyValue("version", version())
                .addKeyValue("kafka", AppInfoParser.getVersion())
                .addKeyValue("java", Runtime.version())
                .addKeyValue("bootstrapServers", configuration.bootstrapServers())
                .addKeyValue("topics", configuration.topics().all())
                .addKeyValue("partitions", partitions)
                .addKeyValue(
                        "manifolds",
                        manifolds.all().stream()
                                .map(entry -> entry.hash().value())
                                .toList())
                .addKeyValue("kernel", kernel.kernels().name())
                .addKeyValue("landmarksPrecision", kernel.kernels().precision().label())
                .addKeyValue("kernelReason", kernel.reason())
                .addKeyValue("kernelThreads", configuration.kernel().threads())
                .addKeyValue("instance", configuration.instanceId())
                .addKeyValue("http", address)
                .log("Thalweg processor started");
    }

    /** This program's version, from its jar. */
    public static String version() {
        String version = ThalwegProcessor.class.getPackage().getImplementationVersion();
        return version == null ? "unpacked" : version;
    }

    /** Where the page and the endpoints are, after {@link #start()}. */
    public URI address() {
        return address;
    }

    /** What keeps it from its work now: sentences; none when it is ready. */
    public List<String> obstacles() {
        return health.obstacles();
    }

    /** Why it failed by itself, if it did: it does nothing any more and must be closed. */
    public Optional<String> failure() {
        return health.failure();
    }

    /** Waits until it is closed or fails by itself; the reason if it failed. It must be closed in both cases. */
    public Optional<String> awaitEnd() throws InterruptedException {
        return health.awaitEnd();
    }

    /** Commits and stops everything, in the reverse order of its start. Closing again does nothing. */
    @Override
    public void close() {
        closing.countDown();
        resources.close();
        health.closed();
    }
}
