package io.thalweg.cli;

import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.Detectors;
import io.thalweg.protocol.record.Familiarity;
import io.thalweg.protocol.record.JsonFormat;
import io.thalweg.protocol.record.MetricsRecord;
import io.thalweg.protocol.record.RunState;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The table of runs: those that need somebody first. Figures never change their width. */
final class RunTable {
    private static final int BAR = 10;
    private static final int NAME = 34;
    private static final JsonFormat<MetricsRecord> METRICS = JsonFormat.metrics();

    private RunTable() {}

    /** The lines of the table, its head first. */
    static List<String> lines(List<RunSummary> runs, int columns) {
        List<Row> rows = runs.stream().map(Row::of).sorted(Row.BY_NEED).toList();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%-" + NAME + "s %7s  %-16s %10s %5s  %s",
                "run",
                "step",
                "progress",
                "off (nats)",
                "rank",
                "state"));
        rows.forEach(row -> lines.add(row.line()));
        return lines.stream()
                .map(line -> line.length() > columns ? line.substring(0, columns) : line)
                .toList();
    }

    /** What a run's state is called. */
    static String state(RunSummary run) {
        String alarms = String.join(
                ", ", run.alarms().stream().sorted().map(RunTable::word).toList());
        String life = run.state() == RunState.RUNNING ? "" : run.state().name().toLowerCase(Locale.ROOT);
        if (alarms.isEmpty()) {
            return life.isEmpty() ? "on course" : life;
        }
        return life.isEmpty() ? alarms : alarms + ", " + life;
    }

    /** The same; a run without an alarm that is like no reference configuration is "unfamiliar". */
    private static String state(Row row) {
        boolean unfamiliar = row.run().alarms().isEmpty()
                && row.latest().flatMap(MetricsRecord::familiarity).equals(Optional.of(Familiarity.UNFAMILIAR));
        String state = state(row.run());
        if (!unfamiliar) {
            return state;
        }
        return row.run().state() == RunState.RUNNING ? "unfamiliar" : "unfamiliar, " + state;
    }

    private static String word(AlarmKind kind) {
        return switch (kind) {
            case OFF_MANIFOLD -> "OFF MANIFOLD";
            case REGRESSION -> "REGRESSING";
            case STALL -> "STALLED";
            case OVERFIT -> "OVER-FITTING";
            case NON_FINITE -> "NOT FINITE";
            case SILENT -> "SILENT";
        };
    }

    private record Row(RunSummary run, Optional<MetricsRecord> latest) {
        static final Comparator<Row> BY_NEED = Comparator.comparing(
                        (Row row) -> row.run().alarms().isEmpty())
                .thenComparing(Comparator.comparingDouble(Row::share).reversed())
                .thenComparing(row -> row.run().run().value());

        static Row of(RunSummary run) {
            return new Row(run, run.latestJson().map(json -> METRICS.read(json.getBytes(StandardCharsets.UTF_8))));
        }

        double share() {
            return latest.flatMap(MetricsRecord::detectors)
                    .map(Detectors::largest)
                    .filter(OptionalDouble::isPresent)
                    .map(OptionalDouble::getAsDouble)
                    .orElse(0.0);
        }

        String line() {
            String name = run.run().value();
            return String.format(
                    Locale.ROOT,
                    "%-" + NAME + "s %7s  %-16s %10s %5s  %s",
                    name.length() > NAME ? name.substring(0, NAME - 1) + "~" : name,
                    latest.map(record -> Long.toString(record.step())).orElse(""),
                    latest.map(MetricsRecord::progress).map(RunTable::bar).orElse(""),
                    figure(latest.map(MetricsRecord::offManifoldNats), "%.4f"),
                    figure(latest.map(MetricsRecord::rank), "%.2f"),
                    state(this));
        }
    }

    private static String figure(Optional<OptionalDouble> value, String format) {
        return value.filter(OptionalDouble::isPresent)
                .map(figure -> String.format(Locale.ROOT, format, figure.getAsDouble()))
                .orElse("-");
    }

    private static String bar(OptionalDouble progress) {
        if (progress.isEmpty()) {
            return "-";
        }
        int filled = (int) Math.round(BAR * progress.getAsDouble());
        return String.format(
                Locale.ROOT, "%.2f [%s%s]", progress.getAsDouble(), "#".repeat(filled), ".".repeat(BAR - filled));
    }
}
