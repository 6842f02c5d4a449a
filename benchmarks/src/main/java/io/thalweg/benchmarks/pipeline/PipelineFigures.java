package io.thalweg.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.thalweg.benchmarks.processes.PeakMemory;
import java.util.List;

/**
 * What came of a case; rates are medians over the alternations.
 *
 * @param of the case
 * @param kernel the kernel that folded
 * @param snapshotBytes of a snapshot on the topic
 * @param snapshotsPerSecond of the service, from a backlog
 * @param passThroughSnapshotsPerSecond of the topology that does nothing, from the same backlog
 * @param kernelSnapshotsPerSecond of the distances alone
 * @param loadPerSecond snapshots a second while latency and memory were measured
 * @param latencyMillis from publishing to the committed record
 * @param memory of the service at the end
 * @param course its resident memory after each tenth of that time, MiB
 */
@JsonPropertyOrder({"of", "kernel", "snapshotBytes", "snapshotsPerSecond", "megabytesPerSecond"})
record PipelineFigures(
        PipelineCase of,
        String kernel,
        long snapshotBytes,
        double snapshotsPerSecond,
        double passThroughSnapshotsPerSecond,
        double kernelSnapshotsPerSecond,
        double loadPerSecond,
        Latency latencyMillis,
        PeakMemory memory,
        List<Long> course) {
    PipelineFigures {
        course = List.copyOf(course);
    }

    @JsonProperty
    double megabytesPerSecond() {
        return snapshotsPerSecond * snapshotBytes / 1e6;
    }

    /** Share of what the slower of its two parts does alone. */
    @JsonProperty
    double shareOfSmaller() {
        return snapshotsPerSecond / Math.min(passThroughSnapshotsPerSecond, kernelSnapshotsPerSecond);
    }
}
