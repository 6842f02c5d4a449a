package io.thalweg.cli;

import io.thalweg.producer.PublisherStatistics;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.trainers.live.LiveRun;
import io.thalweg.trainers.population.Configurations;
import io.thalweg.trainers.run.RunOutcome;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What came of the demo: per run and as a whole. */
final class DemoSummary {
    private final Map<String, Object> json;
    private final List<String> lines;

    private DemoSummary(Map<String, Object> json, List<String> lines) {
        this.json = json;
        this.lines = lines;
    }

    static DemoSummary of(
            List<DemoTraining.Result> results,
            DemoObserver observer,
            PublisherStatistics statistics,
            Map<String, Long> rejected) {
        Instant start =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        List<Map<String, Object>> runs = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (DemoTraining.Result result : results) {
            String name = result.run().specification().runName();
            Map<String, Object> run = run(result, observer.metrics(name), observer.decisions(name));
            runs.add(run);
            lines.addAll(lines(run, observer.decisions(name)));
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("seconds", (Instant.now().toEpochMilli() - start.toEpochMilli()) / 1e3);
        observer.firstMetric()
                .ifPresent(
                        first -> json.put("secondsToFirstMetric", (first.toEpochMilli() - start.toEpochMilli()) / 1e3));
        json.put("runs", runs);
        json.put("snapshotsSent", statistics.sent());
        json.put("snapshotsReceived", observer.metricsRecords());
        json.put("rejected", rejected);
        json.put("dropped", statistics.dropped());
        json.put("latencyMillis", latency(observer.latenciesMillis()));
        return new DemoSummary(json, lines);
    }

    private static Map<String, Object> run(
            DemoTraining.Result result, List<MetricsRecord> metrics, List<DecisionRecord> decisions) {
        LiveRun live = result.run();
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("run", live.specification().runName());
        run.put("config", live.specification().configuration().name());
        run.put("kind", live.specification().failure().kind());
        run.put(
                "inReference",
                Configurations.reference().contains(live.specification().configuration()));
        run.put("snapshotsSent", result.snapshots());
        run.put("snapshotsReceived", metrics.size());
        last(metrics, MetricsRecord::progress).ifPresent(progress -> run.put("finalProgress", progress));
        largest(metrics, MetricsRecord::offManifoldNats).ifPresent(nats -> run.put("largestOffManifoldNats", nats));
        largest(metrics, MetricsRecord::rank).ifPresent(rank -> run.put("largestRank", rank));
        run.put("alarms", alarms(decisions));
        boolean acknowledged = decisions.stream().anyMatch(d -> d.state() == DecisionState.ACKNOWLEDGED);
        boolean ended = result.outcome().map(RunOutcome::stopped).orElse(false);
        run.put("acknowledged", acknowledged);
        // By its hook, on the service's advice; a run that the demo's own end cut short is another thing.
        run.put("stopped", ended && acknowledged);
        run.put("cutShort", ended && !acknowledged);
        run.put("failed", result.outcome().isEmpty());
        return run;
    }

    private static List<Map<String, Object>> alarms(List<DecisionRecord> decisions) {
        return decisions.stream()
                .filter(decision -> decision.state() == DecisionState.RAISED)
                .map(decision -> {
                    Map<String, Object> alarm = new LinkedHashMap<>();
                    alarm.put("kind", decision.kind().name());
                    alarm.put("step", decision.step());
                    decision.share().ifPresent(share -> alarm.put("share", share));
                    alarm.put("reason", decision.reason());
                    return alarm;
                })
                .toList();
    }

    private static OptionalDouble largest(List<MetricsRecord> metrics, Function<MetricsRecord, OptionalDouble> figure) {
        return metrics.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .max();
    }

    private static OptionalDouble last(List<MetricsRecord> metrics, Function<MetricsRecord, OptionalDouble> figure) {
        return metrics.stream()
                .map(figure)
                .flatMapToDouble(OptionalDouble::stream)
                .reduce((first, second) -> second);
    }

    private static Map<String, Object> latency(List<Double> ascending) {
        Map<String, Object> latency = new LinkedHashMap<>();
        latency.put("count", ascending.size());
        if (!ascending.isEmpty()) {
            latency.put("p50", quantile(ascending, 0.50));
            latency.put("p99", quantile(ascending, 0.99));
            latency.put("max", ascending.get(ascending.size() - 1));
        }
        return latency;
    }

    private static double quantile(List<Double> ascending, double share) {
        return ascending.get((int) Math.ceil(share * ascending.size()) - 1);
    }

    private static List<String> lines(Map<String, Object> run, List<DecisionRecord> decisions) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-34s %2s of %2s snapshots came through%s",
                run.get("run"),
                run.get("snapshotsReceived"),
                run.get("snapshotsSent"),
                Boolean.TRUE.equals(run.get("stopped")) ? "; stopped on advice" : ""));
        decisions.stream()
                .filter(decision -> decision.state() == DecisionState.RAISED)
                .map(decision -> "    %s at step %d: %s".formatted(decision.kind(), decision.step(), decision.reason()))
                .forEach(lines::add);
        return lines;
    }

    Map<String, Object> toJson() {
        return json;
    }

    List<String> lines() {
        return lines;
    }
}
