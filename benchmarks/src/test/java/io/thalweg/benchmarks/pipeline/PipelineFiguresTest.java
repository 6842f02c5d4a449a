package io.thalweg.benchmarks.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.thalweg.benchmarks.pipeline.PipelineFigures.Paced;
import io.thalweg.benchmarks.processes.Bar;
import io.thalweg.benchmarks.processes.PeakMemory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineFiguresTest {
    private static final PipelineCase ONE = PipelineCase.ALL.get(0);
    private static final PipelineCase RUNS = PipelineCase.ALL.get(1);
    private static final PipelineCase LARGE = PipelineCase.ALL.get(2);
    private static final PeakMemory MEMORY = new PeakMemory(500, 400, 300, 100);

    @Test
    void oneCaseIsJudgedByTheSmallerOfItsPartsAndByItsLatency() {
        List<Bar> bars = figures(ONE, 600, 2000, 900, paced(20)).bars();

        assertEquals(List.of(true, true), bars.stream().map(Bar::met).toList());
        assertEquals(600 / 900.0, bars.get(0).measured());
        assertEquals(160, bars.get(1).bound());
    }

    @Test
    void largeSnapshotsAreJudgedByTheKernelAlone() {
        List<Bar> bars = figures(LARGE, 0.5, 0.4, 1, paced(20)).bars();

        assertEquals(List.of(false), bars.stream().map(Bar::met).toList());
        assertEquals(0.5, bars.get(0).measured());
    }

    @Test
    void growthOfMemoryIsJudgedAfterTenMinutes() {
        assertEquals(List.of(), figures(RUNS, 1, 1, 1, paced(20)).bars());

        List<Bar> bars = figures(RUNS, 1, 1, 1, paced(600)).bars();

        assertEquals(List.of(true), bars.stream().map(Bar::met).toList());
        assertEquals(1 / 100.0, bars.get(0).measured(), 1e-9);
    }

    @Test
    void rateOfSeveralTurnsIsTheMedian() {
        Rate median = Rate.median(List.of(new Rate(3, 1), new Rate(1, 5), new Rate(2, 4)));

        assertEquals(new Rate(2, 4), median);
    }

    @Test
    void percentilesAreValuesThatWereSeen() {
        Latency latency = Latency.of(IntStream.rangeClosed(1, 1000)
                .mapToObj(millis -> (double) millis)
                .toList());

        assertEquals(new Latency(500, 990, 999, 1000, 1000, List.of(198.0, 398.0, 598.0, 798.0, 998.0)), latency);
    }

    @Test
    void latencyIsJudgedByTheMedianOfFifths() {
        List<Double> millis = Stream.of(100, 900, 120, 110, 130)
                .flatMap(each -> Collections.nCopies(100, (double) each).stream())
                .toList();

        Latency latency = Latency.of(millis);

        assertEquals(900, latency.p99());
        assertEquals(List.of(100.0, 900.0, 120.0, 110.0, 130.0), latency.p99OfFifths());
        assertEquals(120, latency.medianP99());
    }

    @Test
    void latencyOfFewSnapshotsHasFewerParts() {
        assertEquals(List.of(7.0, 9.0), Latency.of(List.of(7.0, 9.0)).p99OfFifths());
        assertEquals(Double.NaN, Latency.of(List.of()).medianP99());
    }

    private static PipelineFigures figures(
            PipelineCase of, double service, double passThrough, double kernel, Paced paced) {
        return new PipelineFigures(
                of, "plain-rows", 200_000, new Rate(service, 1), new Rate(passThrough, 1), new Rate(kernel, 1), paced);
    }

    private static Paced paced(int seconds) {
        Latency latency = new Latency(90, 150, 160, 170, 1000, List.of(140.0, 150.0, 155.0));
        return new Paced(100, Duration.ofSeconds(seconds), latency, MEMORY, List.of(80L, 90L, 100L, 100L, 101L));
    }
}
