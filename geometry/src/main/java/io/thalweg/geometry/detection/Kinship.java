package io.thalweg.geometry.detection;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.ConfigurationTubes.Tube;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a run is like any configuration of the reference: its distance to the nearest tube
 * ({@link ConfigurationTubes}), in multiples of the distance that is usual at its progress. A run's score is the largest
 * of its life. While less than {@value #SETTLING} of the training is done a multiple is wider, {@value #ALLOWANCE} times
 * at the start: how an untrained network differs from its like depends on the seed.
 *
 * <p>The boundary is the conformal quantile ({@link Calibration}) of the same score of the reference runs, each as if the
 * reference held its siblings but not itself: leave one run out, where the alarm's threshold leaves the whole configuration
 * out. One more run of a known configuration passes it with probability at most alpha, as far as a reference run's
 * landmarks show how far it goes; farthest-point sampling keeps the outlying ones of its snapshots. (To its own
 * configuration's tube alone the distance would say little: a handful of landmarks a configuration leaves gaps, which
 * those of its neighbours fill.) Runs without siblings among the landmarks are of configurations never seen, and left out.
 *
 * <p>Immutable.
 */
public final class Kinship {
    private static final double SETTLING = 0.015;
    private static final double ALLOWANCE = 4;

    private final ConfigurationTubes tubes;
    private final Calibration calibration;

    private Kinship(ConfigurationTubes tubes, Calibration calibration) {
        this.tubes = tubes;
        this.calibration = calibration;
    }

    /** Of a manifold's landmarks; reads all of them. */
    public static Kinship of(ReferenceManifold manifold, JointCalibration joint) {
        ConfigurationTubes tubes = ConfigurationTubes.of(manifold.landmarks());
        double[][] distances = LandmarkDistances.of(manifold.amplitudes(), manifold.floor());
        Map<String, Long> lengths = manifold.runs().stream()
                .collect(Collectors.toMap(ReferenceRun::run, ReferenceRun::totalSteps, Math::max));
        Map<String, Double> scores = new HashMap<>();
        Set<String> configurations = new HashSet<>();
        for (int j = 0; j < distances.length; j++) {
            Landmark landmark = manifold.landmarks().get(j);
            Long length = lengths.get(landmark.run());
            if (length == null || !tubes.hasSiblings(j)) {
                continue;
            }
            Tube nearest = tubes.nearestWithoutItsRun(j, distances[j]).orElseThrow();
            SnapshotFigures place = new SnapshotFigures(landmark.step(), landmark.progress(), nearest.nats(), 0);
            scores.merge(landmark.run(), score(nearest, joint.healthyAt(place, OptionalLong.of(length))), Math::max);
            configurations.add(landmark.config());
        }
        return new Kinship(
                tubes,
                Calibration.of(
                        scores.values().stream()
                                .mapToDouble(Double::doubleValue)
                                .toArray(),
                        configurations.size()));
    }

    /** The nearest tube; empty if no landmark is of a run. */
    public Optional<Tube> nearest(double[] distances, double progress) {
        return tubes.nearest(distances, progress);
    }

    /** A snapshot's score: its distance in multiples of the usual one. */
    public static double score(Tube tube, HealthyFigures healthy) {
        return tube.nats() / unitNats(healthy);
    }

    /** The distance, in nats, that scores one. */
    public static double unitNats(HealthyFigures healthy) {
        double early = Math.max(0, 1 - healthy.done() / SETTLING);
        return healthy.usualOffNats() * (1 + (ALLOWANCE - 1) * early);
    }

    /** The boundary, in multiples of the usual distance; empty if there are too few runs for this alpha, and if it is zero. */
    public OptionalDouble boundary(double alpha) {
        OptionalDouble boundary = calibration.threshold(alpha);
        return boundary.isPresent() && boundary.getAsDouble() > 0 ? boundary : OptionalDouble.empty();
    }

    /** The scores that the boundary is taken of. */
    public Calibration calibration() {
        return calibration;
    }
}
