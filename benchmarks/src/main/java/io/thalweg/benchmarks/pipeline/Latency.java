package io.thalweg.benchmarks.pipeline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.thalweg.benchmarks.Median;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Milliseconds from a trainer's publishing to the committed metrics record in a consumer's hands.
 *
 * @param count snapshots measured
 * @param p99OfFifths the 99th percentile of each fifth of them, in the order they came: what happens on the machine now and then
 *     is in one or two of these
 */
@JsonPropertyOrder({"p50", "p99", "p999", "most", "count", "p99OfFifths", "medianP99"})
record Latency(double p50, double p99, double p999, double most, int count, List<Double> p99OfFifths) {
    private static final int FIFTHS = 5;

    Latency {
        p99OfFifths = List.copyOf(p99OfFifths);
    }

    /** @param millis one for each snapshot, in the order they came */
    static Latency of(List<Double> millis) {
        if (millis.isEmpty()) {
            return new Latency(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, List.of());
        }
        List<Double> fifths = IntStream.range(0, FIFTHS)
                .mapToObj(fifth -> millis.subList(millis.size() * fifth / FIFTHS, millis.size() * (fifth + 1) / FIFTHS))
                .filter(fifth -> !fifth.isEmpty())
                .map(fifth -> at(fifth.stream().sorted().toList(), 0.99))
                .toList();
        List<Double> sorted = millis.stream().sorted().toList();
        return new Latency(
                at(sorted, 0.5),
                at(sorted, 0.99),
                at(sorted, 0.999),
                sorted.get(sorted.size() - 1),
                sorted.size(),
                fifths);
    }

    /** The median of the fifths' 99th percentiles; not a number without a snapshot. */
    @JsonProperty
    double medianP99() {
        return p99OfFifths.isEmpty() ? Double.NaN : Median.of(p99OfFifths);
    }

    private static double at(List<Double> sorted, double share) {
        int rank = (int) Math.ceil(share * sorted.size());
        return Math.round(sorted.get(Math.max(0, rank - 1)) * 10) / 10.0;
    }
}
