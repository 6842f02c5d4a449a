package io.thalweg.benchmarks.kernel;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code --json} prints, and what only the table says.
 *
 * @param jdk that ran it
 * @param circumstances numpy's version, alternations, load
 * @param readBandwidthGBs by number of threads
 * @param cases one by one
 */
record Report(String jdk, @JsonIgnore String circumstances, Map<String, Double> readBandwidthGBs, List<Outcome> cases) {
    Report {
        readBandwidthGBs = new TreeMap<>(readBandwidthGBs);
        cases = List.copyOf(cases);
    }
}
