package io.thalweg.reference.build;

import io.thalweg.geometry.Calibration;
import io.thalweg.geometry.Eigenpairs;
import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.HeapLandmarks;
import io.thalweg.geometry.Labels;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.JointCalibration.RunScore;
import io.thalweg.reference.build.Candidates.Candidate;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * From trajectories to a calibrated reference manifold: choose landmarks, measure them against each other, embed them,
 * measure every reference run with its own configuration left out. Deterministic: same input and options, same result.
 */
public final class ReferenceBuilder {
    private static final int FEWEST_RUNS = 2;
    private static final int ADVISED_CONFIGURATIONS = 20;
    private static final double USUAL_ALPHA = 0.05;

    private final TrajectoryFolder folder;
    private final BuildOptions options;
    private final BuildProgress progress;
    private final Predicate<RecordedRun> chosen;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();

    private ReferenceBuilder(
            TrajectoryFolder folder, Predicate<RecordedRun> chosen, BuildOptions options, BuildProgress progress) {
        this.folder = folder;
        this.chosen = chosen;
        this.options = options;
        this.progress = progress;
    }

    /**
     * Builds from all healthy runs.
     *
     * @throws BuildException if the runs do not suffice
     */
    public static BuiltReference build(TrajectoryFolder folder, BuildOptions options, BuildProgress progress) {
        return build(folder, run -> true, options, progress);
    }

    /**
     * Builds from some of the healthy runs.
     *
     * @param chosen which of them
     * @throws BuildException if the runs do not suffice
     */
    public static BuiltReference build(
            TrajectoryFolder folder, Predicate<RecordedRun> chosen, BuildOptions options, BuildProgress progress) {
        return new ReferenceBuilder(folder, chosen, options, progress).build();
    }

    private BuiltReference build() {
        List<RecordedRun> runs = referenceRuns();
        requireKnown(options.kept(), runs);
        ReferenceManifold manifold = manifold(runs);
        List<RunScore> outliers = Screening.outliers(manifold.runs(), options.kept());
        // Without an outlier the slowest and the worst run are others, which may show a further one.
        while (!outliers.isEmpty()) {
            Set<String> left =
                    outliers.stream().map(outlier -> outlier.run().run()).collect(Collectors.toSet());
            for (RunScore outlier : outliers) {
                findings.add(Screening.describe(outlier, manifold.runs()));
            }
            runs = runs.stream().filter(run -> !left.contains(run.name())).toList();
            manifold = manifold(runs);
            outliers = Screening.outliers(manifold.runs(), options.kept());
        }
        reportCalibration(manifold.calibration());
        return new BuiltReference(manifold, seconds, findings);
    }

    private static void requireKnown(Set<String> kept, List<RecordedRun> runs) {
        Set<String> known = runs.stream().map(RecordedRun::name).collect(Collectors.toSet());
        for (String name : kept) {
            if (!known.contains(name)) {
                throw new BuildException("--keep names '%s': no healthy run is called so".formatted(name));
            }
        }
    }

    private ReferenceManifold manifold(List<RecordedRun> runs) {
        Labels labels = folder.labels();
        Candidates candidates = new Candidates(runs, labels.samples(), labels.classes());
        LandmarkSelection selection =
                timed("distances", () -> LandmarkSelection.select(candidates, labels, options, progress));
        double[] pairwise = selection.pairwise();
        Embedding embedding = timed("eigen", () -> embed(pairwise, selection.size()));
        CandidateFigures figures = timed(
                "calibration", () -> CandidateFigures.measure(candidates, labels, selection, embedding, progress));
        return new ReferenceManifold(
                labels,
                options.floor(),
                landmarks(selection, candidates, figures),
                HeapLandmarks.of(selection.snapshots()),
                embedding,
                referenceRuns(runs, figures));
    }

    private List<RecordedRun> referenceRuns() {
        List<RecordedRun> usable = new ArrayList<>();
        for (RecordedRun run : folder.runs()) {
            run.nonFinite()
                    .ifPresent(found -> findings.add("%s: %s; %s"
                            .formatted(
                                    run.name(),
                                    found,
                                    run.checkpoints() == 0
                                            ? "no checkpoint of it is usable"
                                            : "used up to checkpoint " + (run.checkpoints() - 1))));
            if (run.isNormal() && run.checkpoints() > 0 && chosen.test(run)) {
                usable.add(run);
            }
        }
        if (usable.size() < FEWEST_RUNS) {
            throw new BuildException("%s holds %d healthy runs (kind \"normal\"): expected at least %d"
                    .formatted(folder.path(), usable.size(), FEWEST_RUNS));
        }
        return usable;
    }

    private Embedding embed(double[] pairwise, int m) {
        progress.at("eigen", 0, 1);
        Eigenpairs eigenpairs = SymmetricEigensolver.solve(Embedding.centre(pairwise, m), m);
        int usable = Embedding.usableAxes(eigenpairs.values());
        if (options.axes() > usable) {
            throw new BuildException("%d axes asked for: the snapshots span %d".formatted(options.axes(), usable));
        }
        progress.at("eigen", 1, 1);
        return Embedding.of(pairwise, eigenpairs, options.axes());
    }

    private static List<Landmark> landmarks(
            LandmarkSelection selection, Candidates candidates, CandidateFigures figures) {
        List<Landmark> landmarks = new ArrayList<>();
        for (int j = 0; j < selection.size(); j++) {
            int chosen = selection.chosen(j);
            if (chosen == LandmarkSelection.IGNORANCE) {
                landmarks.add(Landmark.ignorance());
            } else if (chosen == LandmarkSelection.TRUTH) {
                landmarks.add(Landmark.truth());
            } else {
                Candidate candidate = candidates.candidate(chosen);
                RecordedRun run = candidate.run();
                landmarks.add(new Landmark(
                        run.name(),
                        run.config(),
                        candidate.checkpoint(),
                        run.step(candidate.checkpoint()),
                        figures.checkpoint(chosen).progress()));
            }
        }
        return landmarks;
    }

    private static List<ReferenceRun> referenceRuns(List<RecordedRun> runs, CandidateFigures figures) {
        List<ReferenceRun> reference = new ArrayList<>();
        int first = 0;
        for (RecordedRun run : runs) {
            List<ReferenceRun.ReferenceCheckpoint> checkpoints = figures.checkpoints(first, run.checkpoints());
            reference.add(new ReferenceRun(run.name(), run.config(), run.tags(), run.totalSteps(), checkpoints));
            first += run.checkpoints();
        }
        return reference;
    }

    private void reportCalibration(Calibration calibration) {
        if (calibration.configurations() < 2) {
            findings.add("all runs are of one configuration: calibrated with each run itself left out instead, which"
                    + " under-estimates the distance of a configuration never seen");
        }
        if (calibration.threshold(USUAL_ALPHA).isEmpty()) {
            findings.add(
                    "%d runs support alpha = %.3g at the smallest: at alpha = %s no alarms but NON_FINITE and SILENT can be raised"
                            .formatted(calibration.runs(), calibration.smallestAlpha(), USUAL_ALPHA));
        }
        if (calibration.configurations() < ADVISED_CONFIGURATIONS) {
            findings.add("calibration rests on %d runs of %d configurations: %d or more configurations are advised"
                    .formatted(calibration.runs(), calibration.configurations(), ADVISED_CONFIGURATIONS));
        }
    }

    private <T> T timed(String phase, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        seconds.merge(phase, (System.nanoTime() - start) / 1e9, Double::sum);
        return result;
    }
}
