package io.thalweg.cli;

import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.record.Detectors;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunState;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A run in the table.
 *
 * @param run the run
 * @param latest its newest record, read
 */
record RunRow(RunSummary run, Optional<MetricsRecord> latest) {
    /** Points of the path that a row shows. */
    static final int SPARKS = 10;

    /** Alarms of runs under way first, then the others with alarms, then by how near to one. */
    static final Comparator<RunRow> BY_NEED = Comparator.comparing(RunRow::isCalm)
            .thenComparing(row -> row.run().state() != RunState.RUNNING)
            .thenComparing(Comparator.comparingDouble(RunRow::share).reversed())
            .thenComparing(row -> row.run().run().value());

    private static final JsonFormat<MetricsRecord> METRICS = JsonFormat.metrics();

    static RunRow of(RunSummary run) {
        return new RunRow(run, run.latestJson().map(json -> METRICS.read(json.getBytes(StandardCharsets.UTF_8))));
    }

    private boolean isCalm() {
        return run.alarms().isEmpty();
    }

    /** Like no reference configuration, and without an alarm. */
    boolean isUnfamiliar() {
        return isCalm() && latest.flatMap(MetricsRecord::familiarity).equals(Optional.of(Familiarity.UNFAMILIAR));
    }

    private double share() {
        return latest.flatMap(MetricsRecord::detectors)
                .map(Detectors::largest)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .orElse(0.0);
    }

    /** Name, step, progress with its sparkline, distance, rank, state. */
    List<String> cells(Sparkline sparkline) {
        return List.of(
                run.run().value(),
                latest.map(record -> Long.toString(record.step())).orElse(""),
                "%4s %s"
                        .formatted(
                                figure(latest.map(MetricsRecord::progress), "%.2f"), sparkline.of(run.path(), SPARKS)),
                figure(latest.map(MetricsRecord::offManifoldNats), "%.4f"),
                figure(latest.map(MetricsRecord::rank), "%.2f"),
                state());
    }

    private String state() {
        String state = RunTable.state(run);
        if (!isUnfamiliar()) {
            return state;
        }
        return run.state() == RunState.RUNNING ? "unfamiliar" : "unfamiliar, " + state;
    }

    private static String figure(Optional<OptionalDouble> value, String format) {
        return value.filter(OptionalDouble::isPresent)
                .map(figure -> String.format(Locale.ROOT, format, figure.getAsDouble()))
                .orElse("-");
    }
}
