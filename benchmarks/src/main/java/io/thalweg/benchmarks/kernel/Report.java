package io.thalweg.benchmarks.kernel;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code --json} prints.
 *
 * @param jdk that ran it
 * @param peer numpy's version and BLAS
 * @param readBandwidthGBs by number of threads
 * @param cases one by one
 */
record Report(String jdk, String peer, Map<String, Double> readBandwidthGBs, List<Outcome> cases) {
    Report {
        readBandwidthGBs = new TreeMap<>(readBandwidthGBs);
        cases = List.copyOf(cases);
    }
}
