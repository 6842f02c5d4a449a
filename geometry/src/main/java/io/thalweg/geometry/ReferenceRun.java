package io.thalweg.geometry;

import java.util.List;
import java.util.Map;

/**
 * A finished, healthy run that the manifold was built from, with the figures that every detector is calibrated on.
 *
 * @param run its name
 * @param config its configuration: what is left out together in calibration
 * @param tags free tags
 * @param totalSteps the total it declared, or its last step
 * @param checkpoints in order of step, at least one
 */
public record ReferenceRun(
        String run, String config, Map<String, String> tags, long totalSteps, List<ReferenceCheckpoint> checkpoints) {
    public ReferenceRun {
        tags = Map.copyOf(tags);
        checkpoints = List.copyOf(checkpoints);
        if (run.isBlank() || config.isBlank() || checkpoints.isEmpty() || totalSteps < 0) {
            throw new IllegalArgumentException(
                    "reference run '%s' of '%s': %d checkpoints, %d steps: expected names, checkpoints, steps >= 0"
                            .formatted(run, config, checkpoints.size(), totalSteps));
        }
    }

    /**
     * This run's nonconformity: its largest off-manifold distance, in nats, its own configuration left out.
     */
    public double score() {
        return checkpoints.stream()
                .mapToDouble(ReferenceCheckpoint::offManifoldNats)
                .max()
                .orElseThrow();
    }

    /**
     * One checkpoint of a reference run.
     *
     * @param index from 0
     * @param step the trainer's step
     * @param progress in [0, 1]
     * @param offManifoldNats distance to the nearest landmark that is not of this run's configuration, nats
     * @param distanceToTruthNats d_B to truth, nats
     * @param distanceToIgnoranceNats d_B to ignorance, nats
     * @param coordinates in the embedding, K values, for drawing
     */
    public record ReferenceCheckpoint(
            int index,
            long step,
            double progress,
            double offManifoldNats,
            double distanceToTruthNats,
            double distanceToIgnoranceNats,
            List<Double> coordinates) {
        public ReferenceCheckpoint {
            coordinates = List.copyOf(coordinates);
        }
    }
}
