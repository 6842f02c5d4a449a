package io.thalweg.geometry;

/**
 * The figures of one snapshot.
 *
 * @param samples number of samples they rest on
 * @param progress nearest point of the geodesic from ignorance to truth, in [0, 1]
 * @param offManifoldNats off(P) = min_j d_B(P, Q_j), nats
 * @param standardErrorNats its standard error, nats; NaN with fewer than two samples
 * @param nearest the nearest landmark
 * @param projection place in the embedding, height, residual
 * @param distanceToTruthNats d_B to truth, nats: half the mean cross-entropy loss
 * @param distanceToIgnoranceNats d_B to ignorance, nats
 */
public record Measurement(
        int samples,
        double progress,
        double offManifoldNats,
        double standardErrorNats,
        Landmark nearest,
        Projection projection,
        double distanceToTruthNats,
        double distanceToIgnoranceNats) {}
