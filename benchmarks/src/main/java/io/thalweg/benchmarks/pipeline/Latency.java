package io.thalweg.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * Milliseconds from a trainer's publishing to the committed metrics record in a consumer's hands.
 *
 * @param count snapshots measured
 */
@JsonPropertyOrder({"p50", "p99", "p999", "most", "count"})
record Latency(double p50, double p99, double p999, double most, int count) {
    static Latency of(List<Double> millis) {
        if (millis.isEmpty()) {
            return new Latency(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0);
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return new Latency(
                at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), sorted.get(sorted.size() - 1), sorted.size());
    }

    private static double at(List<Double> sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return Math.round(sorted.get(Math.max(0, rank - 1)) * 10) / 10.0;
    }
}
