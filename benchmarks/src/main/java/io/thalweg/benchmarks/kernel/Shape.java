package io.thalweg.benchmarks.kernel;

/**
 * A problem's size.
 *
 * @param samples N
 * @param classes C
 * @param landmarks m
 */
record Shape(int samples, int classes, int landmarks) {
    long amplitudes() {
        return (long) samples * classes * landmarks;
    }
}
