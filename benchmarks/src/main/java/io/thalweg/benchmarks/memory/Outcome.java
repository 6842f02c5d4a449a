package io.thalweg.benchmarks.memory;

import io.thalweg.benchmarks.processes.PeakMemory;
import java.util.List;

/**
 * What came of a case.
 *
 * @param measured snapshots that became metrics
 * @param refused snapshots of runs over the cap
 * @param seconds from the start of the load to the last snapshot
 * @param service memory of the service at the end
 * @param course resident memory of the service after each tenth of the snapshots, MiB
 * @param publisher memory of the process that published; zeros where it has ended
 */
record Outcome(
        Case of,
        long measured,
        long refused,
        double seconds,
        PeakMemory service,
        List<Long> course,
        PeakMemory publisher) {
    Outcome {
        course = List.copyOf(course);
    }
}
