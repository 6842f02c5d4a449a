package io.thalweg.geometry.detection;

import io.thalweg.geometry.Landmark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tube of each reference configuration: its landmarks, compared at the same progress. The configuration whose tube is
 * nearest is the run's likeliest kind.
 *
 * <p>The distance to a tube is the smallest d_B to those of its landmarks within {@value #WINDOW} of the snapshot's
 * progress, or, if there are none, to the one nearest in progress. Immutable; one look-up reads each landmark once and
 * allocates its answer only.
 */
public final class ConfigurationTubes {
    /** How far apart in progress two snapshots still count as at the same one. */
    public static final double WINDOW = 0.1;

    private static final int NOBODY = -1;

    private final String[] configurations;
    /** Of each configuration its landmarks. */
    private final int[][] members;
    /** Of each landmark a number for its run. */
    private final int[] runs;

    private final double[] progress;

    private ConfigurationTubes(String[] configurations, int[][] members, int[] runs, double[] progress) {
        this.configurations = configurations;
        this.members = members;
        this.runs = runs;
        this.progress = progress;
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
        Map<String, Integer> numbers = new TreeMap<>();
        int[] runs = new int[landmarks.size()];
        for (int j = 0; j < runs.length; j++) {
            Landmark landmark = landmarks.get(j);
            Integer next = numbers.size();
            Integer known = numbers.putIfAbsent(landmark.run(), next);
            runs[j] = known == null ? next : known;
            if (!landmark.isAnchor()) {
                members.computeIfAbsent(landmark.config(), config -> new ArrayList<>())
                        .add(j);
            }
        }
        return new ConfigurationTubes(
                members.keySet().toArray(String[]::new),
                members.values().stream()
                        .map(each -> each.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new),
                runs,
                landmarks.stream().mapToDouble(Landmark::progress).toArray());
    }

    /**
     * The nearest tube; empty if no landmark is of a run.
     *
     * @param distances d_B to every landmark, nats, in their order
     * @param at the snapshot's progress
     */
    public Optional<Tube> nearest(double[] distances, double at) {
        return nearest(distances, at, NOBODY);
    }

    /**
     * The tube nearest to a landmark, as if there were no landmarks of its run.
     *
     * @param landmark its number
     * @param distances d_B from it to every landmark, nats
     */
    Optional<Tube> nearestWithoutItsRun(int landmark, double[] distances) {
        return nearest(distances, progress[landmark], runs[landmark]);
    }

    /** Whether another run of a landmark's configuration has landmarks, too; false for ignorance and truth. */
    boolean hasSiblings(int landmark) {
        for (int[] tube : members) {
            boolean own = false;
            boolean others = false;
            for (int j : tube) {
                own |= j == landmark;
                others |= runs[j] != runs[landmark];
            }
            if (own) {
                return others;
            }
        }
        return false;
    }

    private Optional<Tube> nearest(double[] distances, double at, int runLeftOut) {
        if (distances.length != progress.length) {
            throw new IllegalArgumentException(
                    "%d distances: expected one for each of %d landmarks".formatted(distances.length, progress.length));
        }
        int nearest = NOBODY;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < members.length; c++) {
            double nats = distance(members[c], distances, at, runLeftOut);
            if (nats < least) {
                least = nats;
                nearest = c;
            }
        }
        return nearest == NOBODY
                ? Optional.empty()
                : Optional.of(new Tube(configurations[nearest], Math.max(0, least)));
    }

    /** Infinite if no member counts. */
    private double distance(int[] tube, double[] distances, double at, int runLeftOut) {
        double within = Double.POSITIVE_INFINITY;
        double closest = Double.POSITIVE_INFINITY;
        double ofClosest = Double.POSITIVE_INFINITY;
        for (int j : tube) {
            double apart = Math.abs(progress[j] - at);
            if (runs[j] == runLeftOut) {
                continue;
            }
            if (apart <= WINDOW) {
                within = Math.min(within, distances[j]);
            }
            if (apart < closest) {
                closest = apart;
                ofClosest = distances[j];
            }
        }
        return within < Double.POSITIVE_INFINITY ? within : ofClosest;
    }
}
