package io.thalweg.geometry.detection;

import io.thalweg.geometry.Measurement;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;

/**
 * What the detectors need of one snapshot.
 *
 * @param step the trainer's step
 * @param progress in [0, 1]
 * @param offManifoldNats distance to the nearest landmark, nats
 * @param distanceToTruthNats d_B to truth, nats: half the mean cross-entropy loss
 */
public record SnapshotFigures(long step, double progress, double offManifoldNats, double distanceToTruthNats) {
    public SnapshotFigures {
        if (!Double.isFinite(progress) || !Double.isFinite(offManifoldNats) || !Double.isFinite(distanceToTruthNats)) {
            throw new IllegalArgumentException("figures at step %d: progress %s, off %s, truth %s: expected finite ones"
                    .formatted(step, progress, offManifoldNats, distanceToTruthNats));
        }
    }

    /** Of a snapshot measured against the manifold. */
    public static SnapshotFigures of(long step, Measurement measurement) {
        return new SnapshotFigures(
                step, measurement.progress(), measurement.offManifoldNats(), measurement.distanceToTruthNats());
    }

    /** Of a reference run's checkpoint, its own configuration left out of the distance. */
    public static SnapshotFigures of(ReferenceCheckpoint checkpoint) {
        return new SnapshotFigures(
                checkpoint.step(),
                checkpoint.progress(),
                checkpoint.offManifoldNats(),
                checkpoint.distanceToTruthNats());
    }
}
