package io.thalweg.processor.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.thalweg.processor.tracking.RunView;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.Detectors;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The samples of single runs, made from the live state at each scrape, so that nothing lingers. */
final class RunCollector implements MultiCollector {
    private final OwnedRuns runs;
    private final int mostShown;
    private final Counter omitted;

    /**
     * A collector.
     *
     * @param mostShown runs exported at most
     * @param omitted counts the figures that a measured run does not have
     */
    RunCollector(OwnedRuns runs, int mostShown, Counter omitted) {
        this.runs = runs;
        this.mostShown = mostShown;
        this.omitted = omitted;
    }

    @Override
    public MetricSnapshots collect() {
        Samples samples = new Samples();
        InfoSnapshot.Builder info = InfoSnapshot.builder()
                .name("thalweg_run")
                .help("The run's tags; join it to the other metrics on the label run.");
        List<RunView> shown = runs.shown(mostShown);
        for (RunView run : shown) {
            info.dataPoint(InfoDataPointSnapshot.builder()
                    .labels(TagLabels.of(run.run(), run.tags()))
                    .build());
            add(run, samples);
        }
        int all = runs.size();
        samples.add("thalweg_runs_active", "Runs that this instance follows.", Labels.EMPTY, all);
        samples.add(
                "thalweg_runs_hidden",
                "Runs that are followed but, over the cap metrics.runs.max, not exported.",
                Labels.EMPTY,
                Math.max(0, all - shown.size()));
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        if (!shown.isEmpty()) {
            snapshots.metricSnapshot(info.build());
        }
        samples.snapshots().forEach(snapshots::metricSnapshot);
        return snapshots.build();
    }

    private void add(RunView run, Samples samples) {
        Labels labels = Labels.of("run", run.run().value());
        run.latest().ifPresent(record -> addFigures(record, labels, samples));
        run.lastSnapshotAt()
                .ifPresent(at -> samples.add(
                        "thalweg_run_last_snapshot_timestamp_seconds",
                        "When the run's last snapshot was measured, in seconds since 1970.",
                        labels,
                        at.toEpochMilli() / 1000.0));
        for (AlarmKind kind : AlarmKind.values()) {
            samples.add(
                    "thalweg_run_alarm",
                    "Whether an alarm of this kind stands: 1 or 0.",
                    labels.add("kind", kind.name()),
                    run.alarms().contains(kind) ? 1 : 0);
        }
    }

    private void addFigures(MetricsRecord record, Labels labels, Samples samples) {
        samples.add("thalweg_run_step", "The trainer's step of the last snapshot.", labels, (double) record.step());
        figure(
                "thalweg_run_progress_ratio",
                "Geodesic progress from ignorance, 0, to truth, 1.",
                labels,
                record.progress(),
                samples);
        figure(
                "thalweg_run_off_manifold_nats",
                "Bhattacharyya distance to the nearest landmark of the reference manifold.",
                labels,
                record.offManifoldNats(),
                samples);
        figure(
                "thalweg_run_off_manifold_rank",
                "Share of the calibrated healthy runs whose score, over all detectors, lies below this run's.",
                labels,
                record.rank(),
                samples);
        record.detectors().ifPresent(shares -> addDetectors(shares, labels, samples));
        record.familiarity()
                .ifPresent(familiarity -> samples.add(
                        "thalweg_run_unfamiliar",
                        "Whether the run is like no reference configuration, without an alarm of distance: 1 or 0.",
                        labels,
                        familiarity == Familiarity.UNFAMILIAR ? 1 : 0));
        for (int axis = 0; axis < record.coordinates().size(); axis++) {
            samples.add(
                    "thalweg_run_coordinate",
                    "Coordinate on an axis of the manifold, the first axis being 0.",
                    labels.add("axis", Integer.toString(axis)),
                    record.coordinates().get(axis));
        }
    }

    private static void addDetectors(Detectors shares, Labels labels, Samples samples) {
        Map<String, OptionalDouble> byName = new LinkedHashMap<>();
        byName.put("distance", shares.distance());
        byName.put("regression", shares.regression());
        byName.put("stall", shares.stall());
        byName.put("rise", shares.rise());
        byName.put("excess", shares.excess());
        byName.forEach((name, share) -> share.ifPresent(value -> samples.add(
                "thalweg_run_detector_ratio",
                "The detector's score as a share of the joint alarm threshold: an alarm above 1.",
                labels.add("detector", name),
                value)));
    }

    private void figure(String name, String help, Labels labels, OptionalDouble value, Samples samples) {
        if (value.isPresent() && !Double.isNaN(value.getAsDouble())) {
            samples.add(name, help, labels, value.getAsDouble());
        } else {
            omitted.labelValues(ProcessorMetrics.SOURCE_RUN).inc();
        }
    }

    /** Gauges by name, as a scrape finds them. */
    private static final class Samples {
        private final Map<String, GaugeSnapshot.Builder> gauges = new LinkedHashMap<>();

        void add(String name, String help, Labels labels, double value) {
            gauges.computeIfAbsent(name, n -> GaugeSnapshot.builder().name(n).help(help))
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(labels)
                            .value(value)
                            .build());
        }

        List<MetricSnapshot> snapshots() {
            return gauges.values().stream()
                    .map(GaugeSnapshot.Builder::build)
                    .map(MetricSnapshot.class::cast)
                    .toList();
        }
    }
}
