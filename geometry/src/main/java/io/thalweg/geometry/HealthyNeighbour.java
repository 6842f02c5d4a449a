package io.thalweg.geometry;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The healthy snapshot that a run in trouble is compared with: the nearest landmark at the same progress, within {@link
 * #WINDOW}.
 *
 * <p>Of a run that has fallen back by more than the window, it is the progress it once had that counts. A network that
 * learnt and then takes every class for the next one has progress near 0, where healthy networks know nothing yet: compared
 * with those every sample is equally wrong. Compared with what healthy networks of its best progress predict, it shows what
 * was lost.
 *
 * <p>Where no landmark lies within the window the nearest of any progress is taken; {@linkplain Landmark#isAnchor anchors},
 * which no run has visited, only where there is nothing else.
 */
public final class HealthyNeighbour {
    /** Progress within which snapshots are at the same place of their runs; narrower bands are empty where healthy runs learn fast. */
    public static final double WINDOW = 0.1;

    private HealthyNeighbour() {}

    /** Whether a run has fallen so far behind its best progress that it is compared with healthy runs at its best. */
    public static boolean hasFallenBack(double progress, double bestProgress) {
        return bestProgress - progress > WINDOW;
    }

    /**
     * Its index among the landmarks.
     *
     * @param landmarks at least one
     * @param distances of the run's snapshot to each, nats
     * @param progress of that snapshot
     * @param bestProgress the run's best, that snapshot included
     * @throws IllegalArgumentException if there are not as many distances as landmarks, or none
     */
    public static int of(List<Landmark> landmarks, double[] distances, double progress, double bestProgress) {
        if (landmarks.isEmpty() || landmarks.size() != distances.length) {
            throw new IllegalArgumentException("%d landmarks, %d distances: expected as many of both, at least one"
                    .formatted(landmarks.size(), distances.length));
        }
        double place = hasFallenBack(progress, bestProgress) ? bestProgress : progress;
        IntPredicate visited = j -> !landmarks.get(j).isAnchor();
        IntPredicate here = j -> Math.abs(landmarks.get(j).progress() - place) <= WINDOW;
        int nearest = nearest(distances, visited.and(here));
        nearest = nearest >= 0 ? nearest : nearest(distances, visited);
        return nearest >= 0 ? nearest : nearest(distances, j -> true);
    }

    private static int nearest(double[] distances, IntPredicate among) {
        return IntStream.range(0, distances.length)
                .filter(among)
                .reduce((best, j) -> distances[j] < distances[best] ? j : best)
                .orElse(-1);
    }
}
