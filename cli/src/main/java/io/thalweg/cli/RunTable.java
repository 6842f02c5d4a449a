package io.thalweg.cli;

import io.thalweg.processor.live.RunSummary;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.RunState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of runs: those that need somebody first. Figures never change their width. */
final class RunTable {
    /** The name gives way to the state where the terminal is narrow, down to this. */
    private static final int SHORTEST_NAME = 14;

    private static final int LONGEST_NAME = 34;
    /** What a state that matters takes: OFF MANIFOLD, REGRESSING. */
    private static final int STATE = 24;
    /** Width of step, progress, distance and rank with their gaps. */
    private static final int FIGURES = 45;
    /** The same without step and rank, for narrow terminals. */
    private static final int FEWER_FIGURES = 31;

    /** A run that has blown up has nothing else to say, and lines are cut at the window's edge. */
    private static final Comparator<AlarmKind> GRAVEST_FIRST = Comparator.comparing(
                    (AlarmKind kind) -> kind != AlarmKind.NON_FINITE)
            .thenComparing(Comparator.naturalOrder());

    private final Sparkline sparkline;

    RunTable(boolean unicode) {
        this.sparkline = new Sparkline(unicode);
    }

    /** One line on all of them. */
    static ScreenLine headline(List<RunSummary> runs, Instant now) {
        long alarmed = runs.stream().filter(run -> !run.alarms().isEmpty()).count();
        Optional<Instant> newest = runs.stream()
                .filter(run -> run.latestJson().isPresent())
                .map(RunSummary::heardAt)
                .max(Comparator.naturalOrder());
        String heard = newest.map(at -> "newest figure %d s ago"
                        .formatted(Math.max(0, Duration.between(at, now).toSeconds())))
                .orElse("no figure yet");
        return new ScreenLine(
                "%d %s, %d with an alarm; %s".formatted(runs.size(), runs.size() == 1 ? "run" : "runs", alarmed, heard),
                alarmed > 0 ? Paint.ALARM : Paint.PLAIN);
    }

    /** The lines of the table, its head first, for a terminal of this width. */
    List<ScreenLine> lines(List<RunSummary> runs, int columns) {
        boolean narrow = columns < SHORTEST_NAME + FIGURES + STATE;
        int figures = narrow ? FEWER_FIGURES : FIGURES;
        int name = Math.max(SHORTEST_NAME, Math.min(LONGEST_NAME, columns - figures - STATE));
        List<ScreenLine> lines = new ArrayList<>();
        lines.add(new ScreenLine(
                line(name, narrow, List.of("run", "step", "progress", "off (nats)", "rank", "state")), Paint.HEAD));
        runs.stream()
                .map(RunRow::of)
                .sorted(RunRow.BY_NEED)
                .map(row -> new ScreenLine(line(name, narrow, row.cells(sparkline)), paint(row)))
                .forEach(lines::add);
        return lines;
    }

    private static String line(int name, boolean narrow, List<String> cells) {
        String run = cells.get(0);
        String shown = run.length() > name ? run.substring(0, name - 1) + "~" : run;
        return narrow
                ? String.format(
                        Locale.ROOT, "%-" + name + "s  %-15s %10s  %s", shown, cells.get(2), cells.get(3), cells.get(5))
                : String.format(
                        Locale.ROOT,
                        "%-" + name + "s %7s  %-15s %10s %5s  %s",
                        shown,
                        cells.get(1),
                        cells.get(2),
                        cells.get(3),
                        cells.get(4),
                        cells.get(5));
    }

    private static Paint paint(RunRow row) {
        boolean ended = row.run().state() != RunState.RUNNING;
        if (!row.run().alarms().isEmpty()) {
            return ended ? Paint.PLAIN : Paint.ALARM;
        }
        if (ended) {
            return Paint.ENDED;
        }
        return row.isUnfamiliar() ? Paint.UNFAMILIAR : Paint.PLAIN;
    }

    /** What a run's state is called. */
    static String state(RunSummary run) {
        String alarms = String.join(
                ", ",
                run.alarms().stream().sorted(GRAVEST_FIRST).map(RunTable::word).toList());
        String life = run.state() == RunState.RUNNING ? "" : run.state().name().toLowerCase(Locale.ROOT);
        if (alarms.isEmpty()) {
            return life.isEmpty() ? "on course" : life;
        }
        return life.isEmpty() ? alarms : alarms + ", " + life;
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
}
