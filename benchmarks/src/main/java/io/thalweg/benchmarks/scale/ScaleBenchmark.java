package io.thalweg.benchmarks.scale;

import io.thalweg.benchmarks.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.internals.assignment.HighAvailabilityTaskAssignor;
import org.apache.kafka.streams.processor.internals.assignment.LegacyStickyTaskAssignor;

/** {@code benchmarks/scale}: prints the tables that {@code docs/scale.md} computes with. */
public final class ScaleBenchmark {
    private static final int[] RUNS = {100, 10_000, 1_000_000};
    private static final int[] PARTITIONS = {8, 64, 256, 1_000};
    private static final int INSTANCES = 50;
    private static final long YOUNG = 1_000;
    private static final long AGED = 1_000_000;

    private ScaleBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("thalweg-scale");
        StateSize state = StateSize.measured(folder);
        ScratchFolder.delete(folder);
        System.out.printf(
                Locale.ROOT,
                "a run's state: %d bytes in the store and the changelog; a metrics record: %d bytes%n%n",
                state.store(),
                state.metrics());
        System.out.println("| runs | partitions | runs a partition: fewest, mean, most | most over mean"
                + " | state of the largest, MB |\n|---|---|---|---|---|");
        for (int runs : RUNS) {
            for (int partitions : PARTITIONS) {
                RunSpread spread = RunSpread.of(runs, partitions);
                System.out.printf(
                        Locale.ROOT,
                        "| %,d | %,d | %,d, %,.1f, %,d | %.2f | %.1f |%n",
                        runs,
                        partitions,
                        spread.fewest(),
                        spread.mean(),
                        spread.most(),
                        spread.most() / spread.mean(),
                        spread.most() * (double) state.store() / 1e6);
            }
        }
        System.out.println("\n" + INSTANCES
                + " instances of one thread, by Kafka Streams' sticky assignor, which the service uses,"
                + " and by the default one\nwhen changelogs are young (1,000 records each) and aged (1,000,000):\n\n"
                + "| runs | partitions | partitions an instance | most runs an instance | its state, MB"
                + " | moved when one leaves: sticky, default young, aged | moved when it is back | not yet, warming up |\n"
                + "|---|---|---|---|---|---|---|---|");
        for (int runs : RUNS) {
            for (int partitions : PARTITIONS) {
                print(runs, partitions, state);
            }
        }
    }

    private static void print(int runs, int partitions, StateSize state) {
        SimulatedGroup sticky = new SimulatedGroup(partitions, new LegacyStickyTaskAssignor(), AGED);
        SimulatedGroup young = new SimulatedGroup(partitions, new HighAvailabilityTaskAssignor(), YOUNG);
        SimulatedGroup aged = new SimulatedGroup(partitions, new HighAvailabilityTaskAssignor(), AGED);
        List<SimulatedGroup> groups = List.of(sticky, young, aged);
        groups.forEach(group -> group.assignTo(INSTANCES));
        int fewest = sticky.fewestPartitions();
        int most = sticky.mostPartitions();
        int mostRuns = sticky.mostRuns(RunSpread.of(runs, partitions));
        List<SimulatedGroup.Change> left =
                groups.stream().map(group -> group.assignTo(INSTANCES - 1)).toList();
        List<SimulatedGroup.Change> back =
                groups.stream().map(group -> group.assignTo(INSTANCES)).toList();
        System.out.printf(
                Locale.ROOT,
                "| %,d | %,d | %d to %d | %,d | %.1f | %s | %s | %s |%n",
                runs,
                partitions,
                fewest,
                most,
                mostRuns,
                mostRuns * (double) state.store() / 1e6,
                figures(left, SimulatedGroup.Change::moved),
                figures(back, SimulatedGroup.Change::moved),
                figures(back, SimulatedGroup.Change::warmingUp));
    }

    private static String figures(List<SimulatedGroup.Change> changes, ToIntFunction<SimulatedGroup.Change> figure) {
        return changes.stream()
                .map(change -> String.valueOf(figure.applyAsInt(change)))
                .collect(Collectors.joining(", "));
    }
}
