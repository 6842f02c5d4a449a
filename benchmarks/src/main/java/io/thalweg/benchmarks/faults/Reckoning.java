package io.thalweg.benchmarks.faults;

import io.thalweg.protocol.record.DecisionRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what was published with what came of it. */
final class Reckoning {
    private static final String AT_STEP = " at step ";

    private final FaultScenario scenario;
    private final Map<String, FaultLoad.Published> published;
    private final Arrivals arrivals;

    Reckoning(FaultScenario scenario, Map<String, FaultLoad.Published> published, Arrivals arrivals) {
        this.scenario = scenario;
        this.published = published;
        this.arrivals = arrivals;
    }

    int snapshots() {
        return published.values().stream()
                .mapToInt(FaultLoad.Published::snapshots)
                .sum();
    }

    FaultFigures figures(Stage stage, long unsent, int underWay, Map<String, Integer> expectedDeadLetters) {
        List<Arrivals.Metrics> metrics = arrivals.metrics();
        Map<String, Integer> came = new HashMap<>();
        metrics.forEach(each -> came.merge(each.run() + " step " + each.step(), 1, Integer::sum));
        List<String> lost = new ArrayList<>();
        published.forEach((run, until) -> until.steps().stream()
                .map(step -> run + " step " + step)
                .filter(key -> !came.containsKey(key))
                .forEach(lost::add));
        List<String> doubled = repeated(came);

        Map<String, Integer> decided = new TreeMap<>();
        for (DecisionRecord decision : arrivals.decisions()) {
            if (PlannedRun.Alarm.isOne(decision)) {
                decided.merge(alarm(decision.run().value(), PlannedRun.Alarm.of(decision)), 1, Integer::sum);
            }
        }
        Set<String> deserved = deserved();
        List<String> late = late(deserved, decided);
        return new FaultFigures(
                scenario,
                snapshots(),
                metrics.size(),
                lost,
                doubled,
                (int) metrics.stream().filter(each -> each.coverage() < 1).count(),
                underWay,
                unsent,
                deserved.size() + late.size(),
                deserved.stream().filter(key -> !decided.containsKey(key)).toList(),
                decided.keySet().stream().filter(key -> !deserved.contains(key)).toList(),
                late,
                repeated(decided),
                arrivals.deadLetters().stream()
                        .collect(Collectors.toMap(Enum::name, reason -> 1, Integer::sum, TreeMap::new)),
                expectedDeadLetters,
                stage.recoveries(),
                longestGapMillis(metrics),
                stage.notes());
    }

    /**
     * Takes out of both what came at the snapshot after the one that deserved it: a trainer's declaration of its run's length and its
     * snapshots are on different topics, whose brokers may fail separately, and without the length some alarms are slower.
     */
    private static List<String> late(Set<String> deserved, Map<String, Integer> decided) {
        List<String> late = new ArrayList<>();
        for (String key : List.copyOf(deserved)) {
            int at = key.lastIndexOf(AT_STEP);
            if (at < 0 || decided.containsKey(key)) {
                continue;
            }
            int checkpoint =
                    Arrays.binarySearch(PlannedRun.STEPS, Long.parseLong(key.substring(at + AT_STEP.length())));
            if (checkpoint + 1 < PlannedRun.STEPS.length
                    && decided.remove(key.substring(0, at) + AT_STEP + PlannedRun.STEPS[checkpoint + 1]) != null) {
                deserved.remove(key);
                late.add(key);
            }
        }
        return late;
    }

    private static List<String> repeated(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .filter(each -> each.getValue() > 1)
                .map(each -> each.getKey() + " (" + each.getValue() + " times)")
                .toList();
    }

    /** Of every run, up to the step that it reached. Where runs begin anew or are judged anew, only that and which, not when. */
    private Set<String> deserved() {
        return published.entrySet().stream()
                .flatMap(run -> run.getValue().plan().alarms().stream()
                        .filter(alarm -> run.getValue().steps().contains(alarm.step()))
                        .map(alarm -> alarm(run.getKey(), alarm)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String alarm(String run, PlannedRun.Alarm alarm) {
        String which = run + " " + alarm.kind() + " " + alarm.state();
        return scenario.judgesAnew() ? which : which + AT_STEP + alarm.step();
    }

    private static long longestGapMillis(List<Arrivals.Metrics> metrics) {
        Map<String, Long> last = new HashMap<>();
        long longest = 0;
        for (Arrivals.Metrics each : metrics) {
            Long before = last.put(FaultLoad.place(each.run()), each.arrivedAtMillis());
            longest = Math.max(longest, before == null ? 0 : each.arrivedAtMillis() - before);
        }
        return longest;
    }
}
