package io.thalweg.processor.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.processor.tracking.AlarmRules;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.Topics;
import io.thalweg.protocol.chunk.RejectionReason;
import io.thalweg.protocol.record.RunState;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerLimitsTest {
    private static final int SECOND = 1000;

    @ParameterizedTest
    @CsvSource({"vision.resnet-a.s3, vision", "resnet-a.s3, resnet-a", "alone, alone", ".hidden, ''"})
    void producerIsTheFirstWord(String run, String producer) {
        assertEquals(producer, ProducerLimits.producer(new RunId(run)));
    }

    @Test
    void oneProducersRunsCrowdNobodyElseOut() {
        try (TopologyUnderTest topology = with(new ProducerLimits(2, 0))) {
            for (String run : List.of("greedy.1", "greedy.2", "greedy.3", "modest.1")) {
                topology.sendHealthy(topology.header(new RunId(run), 0, 1), 0.5);
            }

            assertEquals(List.of(RejectionReason.PRODUCER_RUNS), topology.observer.rejections);
            assertEquals(null, topology.driver.getKeyValueStore("runs").get("greedy.3"));
        }
    }

    @Test
    void runsThatHaveEndedDoNotCount() {
        try (TopologyUnderTest topology = with(new ProducerLimits(1, 0))) {
            RunId first = new RunId("greedy.1");
            topology.sendHealthy(topology.header(first, 0, 1), 0.5);
            topology.declare(topology.started(first, 0, Map.of()).ended(RunState.FINISHED, topology.clock.instant()));
            topology.sendHealthy(topology.header(new RunId("greedy.2"), 0, 1), 0.5);

            assertEquals(List.of(), topology.observer.rejections);
        }
    }

    @Test
    void snapshotOnItsWayWhenItsRunEndedIsMeasured() {
        try (TopologyUnderTest topology = with(new ProducerLimits(1, 0))) {
            RunId first = new RunId("greedy.1");
            topology.sendHealthy(topology.header(first, 0, 1), 0.5);
            topology.declare(topology.started(first, 0, Map.of()).ended(RunState.FINISHED, topology.clock.instant()));
            topology.sendHealthy(topology.header(new RunId("greedy.2"), 0, 1), 0.5);
            topology.sendHealthy(topology.header(first, 0, 2), 0.5);
            topology.sendHealthy(topology.header(first, 1, 1), 0.5);

            assertEquals(List.of(RejectionReason.PRODUCER_RUNS), topology.observer.rejections);
        }
    }

    @Test
    void declaredRunsCountAsWell() {
        try (TopologyUnderTest topology = with(new ProducerLimits(1, 0))) {
            topology.declare(topology.started(new RunId("greedy.1"), 0, Map.of()));
            topology.declare(topology.started(new RunId("greedy.2"), 0, Map.of()));

            assertEquals(List.of(RejectionReason.PRODUCER_RUNS), topology.observer.rejections);
        }
    }

    @Test
    void floodIsRefusedAndOthersAreServed() {
        try (TopologyUnderTest topology = with(new ProducerLimits(0, 1))) {
            RunId flood = new RunId("greedy.1");
            // A bucket of 2 MiB holds some 7,000 of these chunks.
            for (int step = 1; step <= 10_000; step++) {
                topology.sendHealthy(topology.header(flood, 0, step), 0.5);
            }
            int refused = topology.observer.rejections.size();
            topology.sendHealthy(topology.header(new RunId("modest.1"), 0, 1), 0.5);

            assertTrue(refused > 0 && refused < 9_000, () -> refused + " refused");
            assertEquals(Set.of(RejectionReason.PRODUCER_RATE), Set.copyOf(topology.observer.rejections));
            assertEquals(refused, Collections.frequency(topology.observer.rejections, RejectionReason.PRODUCER_RATE));
        }
    }

    @Test
    void bucketFillsWithTheRecordsTime() {
        ProducerRates rates = new ProducerRates(1_000_000);

        assertTrue(rates.take("a", 10_000_000, 0));
        assertFalse(rates.take("a", 1, 0));
        assertTrue(rates.take("b", 10_000_000, 0));
        assertTrue(rates.take("a", 1_000_000, SECOND));
        assertFalse(rates.take("a", 1, SECOND));
    }

    @Test
    void timeThatRunsBackFillsNothingTwice() {
        ProducerRates rates = new ProducerRates(1_000_000);
        rates.take("a", 10_000_000, 100 * SECOND);

        assertFalse(rates.take("a", 1, 50 * SECOND));
        assertFalse(rates.take("a", 1, 100 * SECOND));
        assertTrue(rates.take("a", 1, 101 * SECOND));
    }

    @Test
    void restHoldsTenSecondsAndNoMore() {
        ProducerRates rates = new ProducerRates(1_000_000);

        assertTrue(rates.take("a", 1, 0));
        assertTrue(rates.take("a", 10_000_000, 10_000L * SECOND));
        assertFalse(rates.take("a", 1, 10_000L * SECOND));
    }

    @Test
    void withoutLimitEverythingPasses() {
        ProducerRates rates = new ProducerRates(0);

        for (int i = 0; i < 100; i++) {
            assertTrue(rates.take("a", Integer.MAX_VALUE, 0));
        }
    }

    private static TopologyUnderTest with(ProducerLimits producers) {
        Limits limits = new Limits(0.5, Duration.ofSeconds(30), Duration.ofHours(1), 1000, 4, 1 << 20, 1 << 20);
        return new TopologyUnderTest(
                new TopologySettings(Topics.standard(), 1, AlarmRules.standard(), limits, producers, Duration.ZERO));
    }
}
