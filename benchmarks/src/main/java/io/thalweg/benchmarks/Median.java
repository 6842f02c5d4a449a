package io.thalweg.benchmarks;

import java.util.Arrays;
import java.util.List;

/** The median: what a neighbour's work on the same processor moves least. */
public final class Median {
    private Median() {}

    /** Of at least one value. */
    public static double of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Of at least one value; they stay in their order. */
    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
