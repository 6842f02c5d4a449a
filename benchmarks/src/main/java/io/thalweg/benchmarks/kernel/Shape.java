package io.thalweg.benchmarks.kernel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/**
 * A problem's size; in JSON [N, C, m].
 *
 * @param samples N
 * @param classes C
 * @param landmarks m
 */
record Shape(int samples, int classes, int landmarks) {
    long amplitudes() {
        return (long) samples * classes * landmarks;
    }

    @JsonValue
    List<Integer> sizes() {
        return List.of(samples, classes, landmarks);
    }

    @Override
    public String toString() {
        return samples + ", " + classes + ", " + landmarks;
    }
}
