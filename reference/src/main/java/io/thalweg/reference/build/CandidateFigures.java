package io.thalweg.reference.build;

import io.thalweg.geometry.Divergence;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ProgressMetric;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import io.thalweg.geometry.Snapshot;
import io.thalweg.geometry.Trajectory;
import io.thalweg.reference.build.Candidates.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * The figures of every snapshot of the reference runs, measured as a run that the reference has never seen would be:
 * with all landmarks of its own configuration left out (leaving only the run itself out under-estimates the distance of
 * an architecture never seen).
 */
final class CandidateFigures {
    private final List<ReferenceCheckpoint> checkpoints;

    private CandidateFigures(List<ReferenceCheckpoint> checkpoints) {
        this.checkpoints = checkpoints;
    }

    static CandidateFigures measure(
            Candidates candidates,
            Labels labels,
            LandmarkSelection selection,
            Embedding embedding,
            BuildProgress progress) {
        List<String> groups = groups(candidates, selection);
        Snapshot truth = Snapshot.truth(labels);
        Snapshot ignorance = Snapshot.ignorance(labels.samples(), labels.classes());
        AtomicInteger done = new AtomicInteger();
        boolean byConfiguration = configurations(candidates) > 1;
        List<ReferenceCheckpoint> checkpoints = IntStream.range(0, candidates.size())
                .parallel()
                .mapToObj(i -> {
                    Candidate candidate = candidates.candidate(i);
                    Snapshot snapshot = candidates.snapshot(i);
                    double[] distances = new double[selection.size()];
                    double off = Double.POSITIVE_INFINITY;
                    String own = group(candidate, byConfiguration);
                    for (int j = 0; j < distances.length; j++) {
                        distances[j] = selection.distance(j, i);
                        off = groups.get(j).equals(own) ? off : Math.min(off, distances[j]);
                    }
                    if (off == Double.POSITIVE_INFINITY) {
                        throw new BuildException(
                                "every landmark is of %s %s, which is to be measured without its own: expected more landmarks, or anchors"
                                        .formatted(byConfiguration ? "configuration" : "run", own));
                    }
                    progress.at("calibration", done.incrementAndGet(), candidates.size());
                    return new ReferenceCheckpoint(
                            candidate.checkpoint(),
                            candidate.run().step(candidate.checkpoint()),
                            Trajectory.of(List.of(snapshot)).progress(labels, ProgressMetric.GEODESIC)[0],
                            Math.max(0, off),
                            Divergence.BHATTACHARYYA.between(snapshot, truth),
                            Divergence.BHATTACHARYYA.between(snapshot, ignorance),
                            Arrays.stream(embedding.project(distances).coordinates())
                                    .boxed()
                                    .toList());
                })
                .toList();
        return new CandidateFigures(checkpoints);
    }

    /** What each landmark is left out with. */
    private static List<String> groups(Candidates candidates, LandmarkSelection selection) {
        boolean byConfiguration = configurations(candidates) > 1;
        List<String> groups = new ArrayList<>();
        for (int j = 0; j < selection.size(); j++) {
            int chosen = selection.chosen(j);
            groups.add(chosen < 0 ? Landmark.ANCHOR : group(candidates.candidate(chosen), byConfiguration));
        }
        return groups;
    }

    private static String group(Candidate candidate, boolean byConfiguration) {
        return byConfiguration ? candidate.run().config() : candidate.run().name();
    }

    private static long configurations(Candidates candidates) {
        return IntStream.range(0, candidates.size())
                .mapToObj(i -> candidates.candidate(i).run().config())
                .distinct()
                .count();
    }

    ReferenceCheckpoint checkpoint(int candidate) {
        return checkpoints.get(candidate);
    }

    List<ReferenceCheckpoint> checkpoints(int first, int count) {
        return checkpoints.subList(first, first + count);
    }
}
