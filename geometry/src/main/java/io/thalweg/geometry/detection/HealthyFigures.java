package io.thalweg.geometry.detection;

/**
 * What healthy runs do at one point: the bounds that a snapshot there is held against.
 *
 * @param slowestProgress the lowest progress of any reference run at this point of its training; 0 without any
 * @param worstDistanceToTruthNats the largest d_B to truth of any reference run at this point; infinite without any
 * @param usualOffNats the off-manifold distance that is usual at this progress
 * @param distanceAllowance at least 1: by how much the unit of distance is widened because training has hardly begun
 * @param lossAllowance the same for rise and excess
 * @param done share of the training that is done
 */
public record HealthyFigures(
        double slowestProgress,
        double worstDistanceToTruthNats,
        double usualOffNats,
        double distanceAllowance,
        double lossAllowance,
        double done) {}
