package io.thalweg.geometry.detection;

/**
 * What healthy runs do at one point: the bounds that a snapshot there is held against.
 *
 * @param slowestProgress the lowest progress of any reference run at this point of its training; 0 without any
 * @param worstDistanceToTruthNats the largest d_B to truth of any reference run at this point; infinite without any
 * @param usualOffNats the off-manifold distance that is usual at this progress
 * @param allowance at least 1: by how much the units are widened because training has hardly begun
 */
public record HealthyFigures(
        double slowestProgress, double worstDistanceToTruthNats, double usualOffNats, double allowance) {}
