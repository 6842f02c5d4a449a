package io.thalweg.reference.evaluate;

import java.util.List;

/**
 * What a run did, checkpoint by checkpoint: what a picture of it needs.
 *
 * @param points its finite checkpoints, in order
 * @param totalSteps the steps that it declared, or its last one's
 * @param threshold what its scores were held against, in units
 */
public record RunCourse(List<CoursePoint> points, long totalSteps, double threshold) {
    /** Of a run of which nothing is known. */
    public static final RunCourse NONE = new RunCourse(List.of(), 0, 0);

    public RunCourse {
        points = List.copyOf(points);
    }

    /** The largest score of any detector at any checkpoint, in units; 0 without checkpoints. */
    public double largestScore() {
        return points.stream()
                .mapToDouble(point -> point.scores().largest())
                .max()
                .orElse(0);
    }
}
