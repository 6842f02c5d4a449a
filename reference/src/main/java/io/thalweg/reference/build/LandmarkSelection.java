package io.thalweg.reference.build;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Snapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Chooses landmarks by farthest-point sampling (Gonzalez 1985): each next landmark is the snapshot farthest from those
 * already chosen, so the largest gap left in the cover of all snapshots is at most twice the smallest possible. Keeps
 * the distances that this costs: every landmark to every candidate.
 */
final class LandmarkSelection {
    /** Chosen snapshots; anchors have the index {@link #IGNORANCE} or {@link #TRUTH} instead of a candidate's. */
    private final List<Integer> chosen = new ArrayList<>();

    private final List<Snapshot> snapshots = new ArrayList<>();
    private final List<double[]> distances = new ArrayList<>();
    private final Candidates candidates;
    private final double floor;

    static final int IGNORANCE = -1;
    static final int TRUTH = -2;

    /** Two snapshots nearer than this are one: what float32 rounding leaves between equal rows. */
    private static final double SAME_NATS = 1e-9;

    private LandmarkSelection(Candidates candidates, double floor) {
        this.candidates = candidates;
        this.floor = floor;
    }

    static LandmarkSelection select(
            Candidates candidates, Labels labels, BuildOptions options, BuildProgress progress) {
        LandmarkSelection selection = new LandmarkSelection(candidates, options.floor());
        int anchors = options.anchors() ? 2 : 0;
        int wanted = options.landmarks().orElse(candidates.size() + anchors);
        if (wanted > candidates.size() + anchors) {
            throw new BuildException(
                    "%d landmarks asked for: the reference runs have %d snapshots (+ %d anchors): expected at most %d, or all"
                            .formatted(wanted, candidates.size(), anchors, candidates.size() + anchors));
        }
        if (options.anchors()) {
            selection.take(IGNORANCE, Snapshot.ignorance(labels.samples(), labels.classes()));
            selection.take(TRUTH, Snapshot.truth(labels));
        }
        if (options.landmarks().isEmpty()) {
            selection.takeAll(wanted, progress);
        } else {
            selection.takeFarthest(wanted, new SplittableRandom(options.seed()).nextInt(candidates.size()), progress);
        }
        return selection;
    }

    private void takeAll(int wanted, BuildProgress progress) {
        for (int i = 0; i < candidates.size(); i++) {
            chosen.add(i);
            snapshots.add(candidates.snapshot(i));
        }
        distances.clear();
        distances.addAll(
                CandidateDistances.among(snapshots, floor, done -> progress.at("distances", done, wanted)).stream()
                        .map(row -> Arrays.copyOfRange(row, wanted - candidates.size(), wanted))
                        .toList());
        Snapshot first = candidates.snapshot(0);
        if (snapshots.stream()
                .skip(wanted - candidates.size())
                .allMatch(each -> Divergence.BHATTACHARYYA.between(first, each, floor) <= SAME_NATS)) {
            throw identical();
        }
    }

    private void takeFarthest(int wanted, int first, BuildProgress progress) {
        double[] nearest = new double[candidates.size()];
        Arrays.fill(nearest, Double.POSITIVE_INFINITY);
        distances.forEach(row -> lower(nearest, row));
        int next = first;
        while (chosen.size() < wanted) {
            take(next, candidates.snapshot(next));
            lower(nearest, distances.get(distances.size() - 1));
            progress.at("distances", chosen.size(), wanted);
            next = farthest(nearest);
            if (chosen.size() < wanted && nearest[next] <= SAME_NATS) {
                if (chosen.stream().filter(i -> i >= 0).count() <= 1) {
                    throw identical();
                }
                throw new BuildException(
                        "%d landmarks asked for: only %d of the reference runs' snapshots (anchors included) differ"
                                .formatted(wanted, chosen.size()));
            }
        }
    }

    private static BuildException identical() {
        return new BuildException("all snapshots are identical: expected runs that learn something");
    }

    private void take(int index, Snapshot snapshot) {
        chosen.add(index);
        snapshots.add(snapshot);
        distances.add(IntStream.range(0, candidates.size())
                .parallel()
                .mapToDouble(i -> Divergence.BHATTACHARYYA.between(snapshot, candidates.snapshot(i), floor))
                .toArray());
    }

    private static void lower(double[] nearest, double[] row) {
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = Math.min(nearest[i], row[i]);
        }
    }

    private static int farthest(double[] nearest) {
        int farthest = 0;
        for (int i = 1; i < nearest.length; i++) {
            farthest = nearest[i] > nearest[farthest] ? i : farthest;
        }
        return farthest;
    }

    /** m. */
    int size() {
        return chosen.size();
    }

    /** The chosen candidate's index, or {@link #IGNORANCE}, or {@link #TRUTH}. */
    int chosen(int landmark) {
        return chosen.get(landmark);
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }

    /** d_B from a landmark to a candidate, nats. */
    double distance(int landmark, int candidate) {
        return distances.get(landmark)[candidate];
    }

    /** D, m x m row-major, nats. */
    double[] pairwise() {
        int m = size();
        double[] pairwise = new double[m * m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                pairwise[i * m + j] = chosen(j) >= 0 ? distance(i, chosen(j)) : toAnchor(i, j);
            }
        }
        return pairwise;
    }

    private double toAnchor(int landmark, int anchor) {
        return chosen(landmark) >= 0
                ? distance(anchor, chosen(landmark))
                : Divergence.BHATTACHARYYA.between(snapshots.get(landmark), snapshots.get(anchor), floor);
    }
}
