package io.thalweg.reference.evaluate;

import io.thalweg.geometry.ReferenceRun;
import java.util.List;

/**
 * What the reference runs of a fold did: what a picture of them needs.
 *
 * @param runs the reference runs
 * @param usualNats the usual off-manifold distance at {@code k / (size - 1)} of progress, nats
 * @param ignorance coordinates of ignorance; empty where it is no landmark
 * @param truth coordinates of truth; empty where it is no landmark
 */
public record ReferenceCourse(
        List<ReferenceRun> runs, List<Double> usualNats, List<Double> ignorance, List<Double> truth) {
    /** Of a reference of which nothing is known. */
    public static final ReferenceCourse NONE = new ReferenceCourse(List.of(), List.of(), List.of(), List.of());

    public ReferenceCourse {
        runs = List.copyOf(runs);
        usualNats = List.copyOf(usualNats);
        ignorance = List.copyOf(ignorance);
        truth = List.copyOf(truth);
    }
}
