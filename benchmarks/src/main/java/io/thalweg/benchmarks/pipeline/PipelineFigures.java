package io.thalweg.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.thalweg.benchmarks.processes.Bar;
import io.thalweg.benchmarks.processes.PeakMemory;
import io.thalweg.processor.configuration.ProcessorConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What came of a case; rates are medians over the alternations.
 *
 * @param of the case
 * @param kernel the kernel that folded
 * @param snapshotBytes of a snapshot on the topic
 * @param service the service, from a backlog
 * @param passThrough the topology that does nothing, from the same backlog
 * @param kernelAlone the distances alone
 * @param paced what was measured while snapshots came at a rate
 */
@JsonPropertyOrder({"of", "shape", "kernel", "snapshotBytes", "snapshotsPerSecond", "megabytesPerSecond"})
record PipelineFigures(
        PipelineCase of,
        String kernel,
        long snapshotBytes,
        Rate service,
        Rate passThrough,
        Rate kernelAlone,
        @JsonIgnore Paced paced) {
    private static final double LEAST_SHARE = 0.6;
    private static final double MILLIS_BEYOND_COMMIT = 60;
    private static final Duration LONG_ENOUGH_FOR_GROWTH = Duration.ofMinutes(10);
    private static final double MOST_GROWTH = 0.03;

    /**
     * While snapshots came at a rate.
     *
     * @param perSecond snapshots a second
     * @param time for how long
     * @param latency from publishing to the committed record
     * @param memory of the service at the end
     * @param course its resident memory after each tenth of that time, MiB
     */
    record Paced(double perSecond, Duration time, Latency latency, PeakMemory memory, List<Long> course) {
        Paced {
            course = List.copyOf(course);
        }

        /** By what share resident memory grew over the second half; not a number when it was not looked at so often. */
        double growth() {
            int last = course.size() - 1;
            return last < 1 ? Double.NaN : course.get(last) / (double) course.get(last / 2) - 1;
        }
    }

    /** N, C and m. */
    @JsonProperty
    List<Integer> shape() {
        return List.of(of.samples(), of.classes(), of.landmarks());
    }

    @JsonProperty
    double snapshotsPerSecond() {
        return service.perSecond();
    }

    @JsonProperty
    double megabytesPerSecond() {
        return service.perSecond() * snapshotBytes / 1e6;
    }

    @JsonProperty
    double passThroughSnapshotsPerSecond() {
        return passThrough.perSecond();
    }

    @JsonProperty
    double kernelSnapshotsPerSecond() {
        return kernelAlone.perSecond();
    }

    /** Share of what the slower of its two parts does alone. */
    @JsonProperty
    double shareOfSmaller() {
        return service.perSecond() / Math.min(passThrough.perSecond(), kernelAlone.perSecond());
    }

    @JsonProperty
    double loadPerSecond() {
        return paced.perSecond();
    }

    @JsonProperty
    Latency latencyMillis() {
        return paced.latency();
    }

    @JsonProperty
    PeakMemory memory() {
        return paced.memory();
    }

    @JsonProperty
    List<Long> memoryCourse() {
        return paced.course();
    }

    /** What this case has to reach. */
    @JsonProperty
    List<Bar> bars() {
        List<Bar> bars = new ArrayList<>();
        switch (of.name()) {
            case PipelineCase.ONE -> {
                double commitMillis = ProcessorConfiguration.from(Map.of(), Map.of())
                        .commitInterval()
                        .toMillis();
                bars.add(Bar.atLeast("share of the smaller of pass-through and kernel", shareOfSmaller(), LEAST_SHARE));
                bars.add(Bar.atMost(
                        "p99 at half load, median of fifths of the time, ms",
                        paced.latency().medianP99(),
                        commitMillis + MILLIS_BEYOND_COMMIT));
            }
            case PipelineCase.LARGE ->
                bars.add(Bar.atLeast(
                        "share of the kernel alone", service.perSecond() / kernelAlone.perSecond(), LEAST_SHARE));
            default -> {
                if (paced.time().compareTo(LONG_ENOUGH_FOR_GROWTH) >= 0) {
                    bars.add(Bar.atMost("growth of memory in the second half", paced.growth(), MOST_GROWTH));
                }
            }
        }
        return bars;
    }
}
