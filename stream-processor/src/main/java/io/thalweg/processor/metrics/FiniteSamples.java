package io.thalweg.processor.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Leaves out, and counts, samples that are NaN: a comparison with NaN is false, so that alerts would go quiet. Kafka's
 * restore consumers, for one, answer NaN for as long as they restore nothing.
 */
final class FiniteSamples {
    private final CounterDataPoint omitted;

    FiniteSamples(CounterDataPoint omitted) {
        this.omitted = omitted;
    }

    MetricSnapshots of(MetricSnapshots all) {
        List<MetricSnapshot> kept = new ArrayList<>(all.size());
        all.forEach(snapshot -> of(snapshot).ifPresent(kept::add));
        return new MetricSnapshots(kept);
    }

    private Optional<MetricSnapshot> of(MetricSnapshot snapshot) {
        if (snapshot instanceof GaugeSnapshot gauge) {
            return kept(gauge.getDataPoints(), GaugeSnapshot.GaugeDataPointSnapshot::getValue)
                    .map(points -> new GaugeSnapshot(gauge.getMetadata(), points));
        }
        if (snapshot instanceof CounterSnapshot counter) {
            return kept(counter.getDataPoints(), CounterSnapshot.CounterDataPointSnapshot::getValue)
                    .map(points -> new CounterSnapshot(counter.getMetadata(), points));
        }
        if (snapshot instanceof UnknownSnapshot unknown) {
            return kept(unknown.getDataPoints(), UnknownSnapshot.UnknownDataPointSnapshot::getValue)
                    .map(points -> new UnknownSnapshot(unknown.getMetadata(), points));
        }
        return Optional.of(snapshot);
    }

    private <P> Optional<List<P>> kept(List<P> points, ToDoubleFunction<P> value) {
        List<P> kept = points.stream()
                .filter(point -> !Double.isNaN(value.applyAsDouble(point)))
                .toList();
        omitted.inc(points.size() - kept.size());
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }
}
