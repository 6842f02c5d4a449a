package io.thalweg.geometry.detection;

import io.thalweg.geometry.Landmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * The tube of each reference configuration: its landmarks, compared at the same progress. The configuration whose tube is
 * nearest is the run's likeliest kind.
 *
 * <p>The distance to a tube is the smallest d_B to those of its landmarks within {@value #WINDOW} of the snapshot's
 * progress, or, if there are none, to the one nearest in progress. Immutable.
 */
public final class ConfigurationTubes {
    /** How far apart in progress two snapshots still count as at the same one. */
    public static final double WINDOW = 0.1;

    private final List<Landmark> landmarks;
    private final Map<String, List<Integer>> members;

    private ConfigurationTubes(List<Landmark> landmarks, Map<String, List<Integer>> members) {
        this.landmarks = landmarks;
        this.members = members;
    }

    /**
     * A configuration and how far it is.
     *
     * @param config the configuration
     * @param nats distance to its tube
     */
    public record Tube(String config, double nats) {}

    /** Of a manifold's landmarks; ignorance and truth belong to no configuration. */
    public static ConfigurationTubes of(List<Landmark> landmarks) {
        Map<String, List<Integer>> members = new TreeMap<>();
        for (int j = 0; j < landmarks.size(); j++) {
            if (!landmarks.get(j).isAnchor()) {
                members.computeIfAbsent(landmarks.get(j).config(), config -> new ArrayList<>())
                        .add(j);
            }
        }
        return new ConfigurationTubes(List.copyOf(landmarks), members);
    }

    /**
     * The nearest tube; empty if no landmark is of a run.
     *
     * @param distances d_B to every landmark, nats, in their order
     * @param progress the snapshot's
     */
    public Optional<Tube> nearest(double[] distances, double progress) {
        return nearest(distances, progress, j -> true);
    }

    /** As {@link #nearest(double[], double)}, as if there were no landmarks of this run. */
    public Optional<Tube> nearestWithout(String run, double[] distances, double progress) {
        return nearest(distances, progress, j -> !landmarks.get(j).run().equals(run));
    }

    private Optional<Tube> nearest(double[] distances, double progress, IntPredicate counts) {
        if (distances.length != landmarks.size()) {
            throw new IllegalArgumentException("%d distances: expected one for each of %d landmarks"
                    .formatted(distances.length, landmarks.size()));
        }
        Optional<Tube> nearest = Optional.empty();
        for (Map.Entry<String, List<Integer>> tube : members.entrySet()) {
            List<Integer> counted =
                    tube.getValue().stream().filter(counts::test).toList();
            if (!counted.isEmpty()) {
                double nats = Math.max(0, distance(counted, distances, progress));
                if (nearest.isEmpty() || nats < nearest.get().nats()) {
                    nearest = Optional.of(new Tube(tube.getKey(), nats));
                }
            }
        }
        return nearest;
    }

    private double distance(List<Integer> members, double[] distances, double progress) {
        double within = Double.POSITIVE_INFINITY;
        int closest = members.get(0);
        for (int j : members) {
            if (apart(j, progress) <= WINDOW) {
                within = Math.min(within, distances[j]);
            }
            closest = apart(j, progress) < apart(closest, progress) ? j : closest;
        }
        return within < Double.POSITIVE_INFINITY ? within : distances[closest];
    }

    private double apart(int landmark, double progress) {
        return Math.abs(landmarks.get(landmark).progress() - progress);
    }
}
