package io.thalweg.benchmarks.scale;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.kafka.streams.processor.internals.assignment.LegacyStickyTaskAssignor;
import org.junit.jupiter.api.Test;

class SimulatedGroupTest {
    private final SimulatedGroup group = new SimulatedGroup(64, new LegacyStickyTaskAssignor(), 100);

    @Test
    void partitionsAreSpreadEvenly() {
        group.assignTo(50);

        assertEquals(1, group.fewestPartitions());
        assertEquals(2, group.mostPartitions());
    }

    @Test
    void nothingMovesWhenNothingChanges() {
        group.assignTo(50);

        assertEquals(new SimulatedGroup.Change(0, 0), group.assignTo(50));
    }

    @Test
    void everyRunIsOnAPartition() {
        RunSpread spread = RunSpread.of(10_000, 64);

        int runs = 0;
        for (int partition = 0; partition < 64; partition++) {
            runs += spread.on(partition);
        }
        assertEquals(10_000, runs);
    }
}
