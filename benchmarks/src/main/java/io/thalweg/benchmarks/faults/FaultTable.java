package io.thalweg.benchmarks.faults;

import io.thalweg.benchmarks.faults.Stage.Recovery;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Figures as a Markdown table, with what is wrong and what was noted under it. */
final class FaultTable {
    private FaultTable() {}

    static String of(List<FaultFigures> figures) {
        StringBuilder text = new StringBuilder();
        text.append("| scenario | snapshots | metrics | lost | doubled | alarms | missed, false, late | next record, s"
                + " | all runs, s | longest gap, s |\n");
        text.append("|---|---|---|---|---|---|---|---|---|---|\n");
        for (FaultFigures each : figures) {
            text.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %d | %d | %d | %d | %d | %d, %d, %d | %s | %s | %.1f |%n",
                    each.scenario().name(),
                    each.snapshots(),
                    each.metrics(),
                    each.lost().size(),
                    each.doubled().size(),
                    each.alarms(),
                    each.missed().size(),
                    each.falseAlarms().size() + each.repeatedAlarms().size(),
                    each.lateAlarms().size(),
                    seconds(each.slowestNext()),
                    seconds(each.slowestAll()),
                    each.longestGapMillis() / 1e3));
        }
        for (FaultFigures each : figures) {
            text.append('\n').append(each.scenario().name()).append(": ").append(verdict(each));
            for (Recovery recovery : each.recoveries()) {
                text.append(String.format(
                        Locale.ROOT,
                        "\n  %s: next record after %.1f s, of all runs after %.1f s",
                        recovery.what(),
                        recovery.nextMillis() / 1e3,
                        recovery.allMillis() / 1e3));
            }
            if (!each.deadLetters().isEmpty()) {
                text.append("\n  dead letters ").append(each.deadLetters());
            }
            if (!each.repeatedAlarms().isEmpty()) {
                text.append("\n  alarms that came again: ")
                        .append(each.repeatedAlarms().size());
            }
            each.notes().forEach(note -> text.append("\n  ").append(note));
        }
        return text.append('\n').toString();
    }

    private static String verdict(FaultFigures figures) {
        return figures.problems().isEmpty() ? "as it should be" : String.join("; ", figures.problems());
    }

    private static String seconds(OptionalLong millis) {
        return millis.isEmpty() ? "-" : String.format(Locale.ROOT, "%.1f", millis.getAsLong() / 1e3);
    }
}
