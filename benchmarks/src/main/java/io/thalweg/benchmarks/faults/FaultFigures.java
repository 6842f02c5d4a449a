package io.thalweg.benchmarks.faults;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.thalweg.benchmarks.faults.Stage.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What became of what was published under a fault.
 *
 * @param scenario which fault
 * @param snapshots published, all of which reached the cluster
 * @param metrics records of them
 * @param lost snapshots without a record
 * @param doubled records beyond the first of a snapshot
 * @param partial records of snapshots of which not all parts counted
 * @param underWay snapshots that the service may give up when what it is in the middle of becomes void
 * @param unsent snapshots or parts that the cluster did not take
 * @param alarms raised and cleared that the runs deserve
 * @param missed of those, how many did not come
 * @param falseAlarms that came and should not
 * @param lateAlarms that came a snapshot later than without faults
 * @param repeatedAlarms that came again
 * @param deadLetters by reason
 * @param expectedDeadLetters by reason
 * @param recoveries of each fault
 * @param longestGapMillis between two records of one place
 * @param notes what else was seen
 */
record FaultFigures(
        FaultScenario scenario,
        int snapshots,
        int metrics,
        List<String> lost,
        List<String> doubled,
        int partial,
        int underWay,
        long unsent,
        int alarms,
        List<String> missed,
        List<String> falseAlarms,
        List<String> lateAlarms,
        List<String> repeatedAlarms,
        Map<String, Integer> deadLetters,
        Map<String, Integer> expectedDeadLetters,
        List<Recovery> recoveries,
        long longestGapMillis,
        List<String> notes) {
    private static final int SHOWN = 5;

    FaultFigures {
        lost = List.copyOf(lost);
        doubled = List.copyOf(doubled);
        missed = List.copyOf(missed);
        falseAlarms = List.copyOf(falseAlarms);
        lateAlarms = List.copyOf(lateAlarms);
        repeatedAlarms = List.copyOf(repeatedAlarms);
        deadLetters = Map.copyOf(deadLetters);
        expectedDeadLetters = Map.copyOf(expectedDeadLetters);
        recoveries = List.copyOf(recoveries);
        notes = List.copyOf(notes);
    }

    OptionalLong slowestNext() {
        return recoveries.stream().mapToLong(Recovery::nextMillis).max();
    }

    OptionalLong slowestAll() {
        return recoveries.stream().mapToLong(Recovery::allMillis).max();
    }

    /** What should not have happened: sentences. */
    @JsonProperty
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        boolean givesUp = scenario.givesUpWhatIsUnderWay();
        if (unsent > 0) {
            problems.add(unsent + " snapshots or parts were not taken by the cluster");
        }
        if (lost.size() > (givesUp ? underWay : 0)) {
            problems.add(lost.size() + " lost: " + some(lost));
        }
        if (partial > (givesUp ? underWay : 0)) {
            problems.add(partial + " measured on a part of their samples");
        }
        add(problems, "doubled", doubled);
        add(problems, "alarms missed", missed);
        add(problems, "alarms false", falseAlarms);
        if (!scenario.judgesAnew()) {
            add(problems, "alarms repeated", repeatedAlarms);
        }
        if (!givesUp && !deadLetters.equals(expectedDeadLetters)) {
            problems.add("dead letters " + deadLetters + ", expected " + expectedDeadLetters);
        }
        return problems;
    }

    private static void add(List<String> problems, String what, List<String> which) {
        if (!which.isEmpty()) {
            problems.add(which.size() + " " + what + ": " + some(which));
        }
    }

    private static String some(List<String> which) {
        List<String> shown = which.subList(0, Math.min(SHOWN, which.size()));
        return String.join(", ", shown) + (which.size() > SHOWN ? ", ..." : "");
    }
}
