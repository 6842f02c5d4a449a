package io.thalweg.benchmarks.scale;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.assignment.AssignmentConfigs;
import org.apache.kafka.streams.processor.assignment.ProcessId;
import org.apache.kafka.streams.processor.internals.assignment.ClientState;
import org.apache.kafka.streams.processor.internals.assignment.LegacyTaskAssignor;
import org.apache.kafka.streams.processor.internals.assignment.RackAwareTaskAssignor;

/**
 * Instances that never start: Kafka Streams' own assignor, with the defaults of its settings, says who would get which partitions. An instance is caught up on what it had, and knows nothing of the rest.
 */
final class SimulatedGroup {
    private static final AssignmentConfigs DEFAULTS =
            new AssignmentConfigs(10_000, 2, 0, 600_000, List.of(), OptionalInt.empty(), OptionalInt.empty(), "none");

    private final Set<TaskId> tasks = new TreeSet<>();
    private final LegacyTaskAssignor assignor;
    /** Records in the changelogs of each partition: what an instance that does not have it lags behind. */
    private final long changelog;

    private Map<ProcessId, Set<TaskId>> owned = new TreeMap<>();

    /** What an assignment changed. */
    record Change(int moved, int warmingUp) {}

    SimulatedGroup(int partitions, LegacyTaskAssignor assignor, long changelog) {
        for (int partition = 0; partition < partitions; partition++) {
            tasks.add(new TaskId(0, partition));
        }
        this.assignor = assignor;
        this.changelog = changelog;
    }

    /** Assigns to so many instances, of which those that were there before keep their names and their state. */
    Change assignTo(int instances) {
        Map<ProcessId, ClientState> clients = new TreeMap<>();
        for (int i = 0; i < instances; i++) {
            ProcessId process = new ProcessId(new UUID(0, i));
            Set<TaskId> before = owned.getOrDefault(process, Set.of());
            Map<TaskId, Long> lags = new HashMap<>();
            tasks.forEach(task -> lags.put(task, before.contains(task) ? 0 : changelog));
            clients.put(process, new ClientState(new HashSet<>(before), new HashSet<>(), lags, Map.of(), 1, process));
        }
        assignor.assign(clients, tasks, tasks, racks(), DEFAULTS);
        Map<ProcessId, Set<TaskId>> after = new TreeMap<>();
        clients.forEach((process, client) -> after.put(process, Set.copyOf(client.activeTasks())));
        int moved = after.entrySet().stream()
                .mapToInt(each -> (int) each.getValue().stream()
                        .filter(task ->
                                !owned.getOrDefault(each.getKey(), Set.of()).contains(task))
                        .count())
                .sum();
        int warmingUp = clients.values().stream()
                .mapToInt(client -> client.standbyTasks().size())
                .sum();
        owned = after;
        return new Change(moved, warmingUp);
    }

    private RackAwareTaskAssignor racks() {
        return new RackAwareTaskAssignor(
                Cluster.empty(), Map.of(), Map.of(), Map.of(), Map.of(), null, DEFAULTS, Time.SYSTEM);
    }

    int mostPartitions() {
        return owned.values().stream().mapToInt(Set::size).max().orElseThrow();
    }

    int fewestPartitions() {
        return owned.values().stream().mapToInt(Set::size).min().orElseThrow();
    }

    /** Runs on the instance that has most of them. */
    int mostRuns(RunSpread spread) {
        return owned.values().stream()
                .mapToInt(mine -> mine.stream()
                        .mapToInt(task -> spread.on(task.partition()))
                        .sum())
                .max()
                .orElseThrow();
    }
}
