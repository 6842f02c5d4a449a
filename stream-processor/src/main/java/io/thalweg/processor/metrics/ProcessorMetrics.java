package io.thalweg.processor.metrics;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Labels;
import io.thalweg.processor.policy.PolicySource;
import io.thalweg.processor.topology.TopologyObserver;
import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionState;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import org.apache.kafka.streams.KafkaStreams;

/**
 * All that Prometheus scrapes: what the topology tells, Kafka's own metrics and the JVM's. Everything in a registry of its
 * own. {@code docs/metrics.md} describes each metric. Thread-safe.
 */
public final class ProcessorMetrics implements TopologyObserver, AutoCloseable {
    static final String SOURCE_RUN = "run";
    static final String SOURCE_CLIENT = "client";
    /** OpenMetrics allows an exemplar 128 characters of names and values together. */
    private static final int LONGEST_EXEMPLAR = 128 - "run".length();

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusMeterRegistry meters =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, registry, Clock.SYSTEM);
    private final Deque<Runnable> closers = new ArrayDeque<>();
    private final OwnedRuns runs = new OwnedRuns();
    // Without exemplars where none are given: the client would ask a tracer for them at every count.
    private final Counter snapshots = Counter.builder()
            .name("thalweg_snapshots_total")
            .help("Snapshots measured.")
            .withoutExemplars()
            .register(registry);
    private final Counter rejections = Counter.builder()
            .name("thalweg_snapshots_rejected_total")
            .help("Inputs that were not taken, by reason.")
            .labelNames("reason")
            .withoutExemplars()
            .register(registry);
    private final Counter decisions = Counter.builder()
            .name("thalweg_decisions_total")
            .help("Decisions written, by the kind of the alarm and what the decision says of it.")
            .labelNames("kind", "state")
            .withoutExemplars()
            .register(registry);
    private final Counter refusedPolicies = Counter.builder()
            .name("thalweg_policies_refused_total")
            .help("Files and records of policies that were refused, the last good one staying in force.")
            .labelNames("source")
            .withoutExemplars()
            .register(registry);
    private final Counter omitted = Counter.builder()
            .name("thalweg_samples_omitted_total")
            .help(
                    "Samples left out of a scrape because there was no number: of a run's figures, or of a client's metrics.")
            .labelNames("source")
            .withoutExemplars()
            .register(registry);
    private final Histogram projection = Histogram.builder()
            .name("thalweg_projection_duration_seconds")
            .help("Time to fold a snapshot onto the manifold and project it.")
            .classicOnly()
            .classicUpperBounds(
                    0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
            .withExemplars()
            .register(registry);
    private final Histogram latency = Histogram.builder()
            .name("thalweg_end_to_end_latency_seconds")
            .help("From the trainer's publishing, by its clock, to the metrics record, by this one.")
            .withoutExemplars()
            .classicOnly()
            .classicUpperBounds(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300)
            .register(registry);

    /**
     * The metrics of one processor.
     *
     * @param exportedRuns runs exported at most
     * @param version of this program
     * @param kernel name of the kernel in use
     * @param precision how it keeps landmarks, e.g. {@code 16bit}
     */
    public ProcessorMetrics(int exportedRuns, String version, String kernel, String precision) {
        registry.register(new RunCollector(runs, exportedRuns, omitted));
        for (RejectionReason reason : RejectionReason.values()) {
            rejections.initLabelValues(reason.name());
        }
        for (AlarmKind kind : AlarmKind.values()) {
            for (DecisionState state : DecisionState.values()) {
                decisions.initLabelValues(kind.name(), label(state));
            }
        }
        for (PolicySource source : PolicySource.values()) {
            refusedPolicies.initLabelValues(label(source));
        }
        omitted.initLabelValues(SOURCE_RUN);
        omitted.initLabelValues(SOURCE_CLIENT);
        info("thalweg_kernel", "The kernel that folds snapshots.", List.of("kernel", "precision"), kernel, precision);
        info("thalweg_build", "The version that runs.", List.of("version"), version);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        new io.micrometer.core.instrument.binder.system.ProcessorMetrics().bindTo(meters);
        JvmGcMetrics collections = new JvmGcMetrics();
        collections.bindTo(meters);
        closers.push(collections::close);
    }

    private void info(String name, String help, List<String> labels, String... values) {
        Info info = Info.builder()
                .name(name)
                .help(help)
                .labelNames(labels.toArray(String[]::new))
                .register(registry);
        info.setLabelValues(values);
    }

    /** Adds the number of manifolds that are loaded. */
    public void watchManifolds(IntSupplier loaded) {
        GaugeWithCallback.builder()
                .name("thalweg_manifolds_loaded")
                .help("Reference manifolds that snapshots are measured against.")
                .callback(sample -> sample.call(loaded.getAsInt()))
                .register(registry);
    }

    /** Adds whether the processor is ready, as {@code /health/ready} answers. */
    public void watchReadiness(BooleanSupplier ready) {
        GaugeWithCallback.builder()
                .name("thalweg_ready")
                .help("Whether Kafka Streams is running and a manifold is loaded: 1 or 0.")
                .callback(sample -> sample.call(ready.getAsBoolean() ? 1 : 0))
                .register(registry);
    }

    /** Adds what Kafka Streams and its clients measure themselves. */
    public void bindTo(KafkaStreams streams) {
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(streams);
        binder.bindTo(meters);
        closers.push(binder::close);
    }

    /** What a scrape returns. */
    public Exposition exposition() {
        return new Exposition(registry, omitted);
    }

    @Override
    public void snapshotMeasured(RunId run, Duration projectionTime, Duration publishToMetric) {
        snapshots.inc();
        String id = run.value();
        Labels exemplar = Labels.of("run", id.substring(0, Math.min(id.length(), LONGEST_EXEMPLAR)));
        projection.observeWithExemplar(seconds(projectionTime), exemplar);
        // The trainer's clock may run ahead of this one.
        latency.observe(Math.max(0, seconds(publishToMetric)));
    }

    @Override
    public void decided(AlarmKind kind, DecisionState state) {
        decisions.labelValues(kind.name(), label(state)).inc();
    }

    @Override
    public void rejected(RejectionReason reason) {
        rejections.labelValues(reason.name()).inc();
    }

    /** A file or a record of policies was refused. */
    public void policyRefused(PolicySource source) {
        refusedPolicies.labelValues(label(source)).inc();
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void runChanged(int partition, RunView run) {
        runs.changed(partition, run);
    }

    @Override
    public void runEnded(int partition, RunId run) {
        runs.ended(partition, run);
    }

    @Override
    public void partitionClosed(int partition) {
        runs.closed(partition);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    @Override
    public void close() {
        while (!closers.isEmpty()) {
            closers.pop().run();
        }
        meters.close();
    }
}
