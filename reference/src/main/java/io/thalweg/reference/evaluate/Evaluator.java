package io.thalweg.reference.evaluate;

import io.thalweg.geometry.Embedding;
import io.thalweg.geometry.Landmark;
import io.thalweg.geometry.ReferenceManifold;
import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.detection.DetectorSettings;
import io.thalweg.reference.build.BuildOptions;
import io.thalweg.reference.build.BuildProgress;
import io.thalweg.reference.build.ReferenceBuilder;
import io.thalweg.reference.evaluate.Evaluation.CalibratedReference;
import io.thalweg.reference.trajectory.RecordedRun;
import io.thalweg.reference.trajectory.TrajectoryFolder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Replays recorded runs through the code of the live processor, and the rival beside it. One use. */
public final class Evaluator {
    /** Detection first; among equals the earlier, which is the smaller mean first alarm. */
    private static final Comparator<Evaluation> RIVAL_MERIT = Comparator.comparingInt(
                    (Evaluation evaluation) -> evaluation.rival().detected())
            .thenComparing(
                    Comparator.comparingDouble(Evaluator::meanFirstOfRival).reversed());

    private static final int USUAL_INTERVALS = 100;

    private final double alpha;
    private final DetectorSettings settings;
    private final BuildProgress progress;
    private final List<JudgedRun> judged = new ArrayList<>();
    private final List<CalibratedReference> references = new ArrayList<>();
    private final Set<String> findings = new TreeSet<>();

    private Evaluator(double alpha, DetectorSettings settings, BuildProgress progress) {
        this.alpha = alpha;
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Evaluates all runs of a folder against a manifold.
     *
     * @throws EvaluationException if the manifold does not support alpha
     */
    public static Evaluation against(
            ReferenceManifold manifold,
            TrajectoryFolder folder,
            double alpha,
            DetectorSettings settings,
            BuildProgress progress) {
        Evaluator evaluator = new Evaluator(alpha, settings, progress);
        Set<String> reference = manifold.runs().stream().map(ReferenceRun::run).collect(Collectors.toSet());
        long own = folder.runs().stream()
                .filter(run -> run.isNormal() && reference.contains(run.name()))
                .count();
        if (own > 0) {
            evaluator.findings.add(
                    "%d of the healthy runs are the reference's own: false alarms are under-estimated (--cross-validate is honest)"
                            .formatted(own));
        }
        evaluator.judge(new Fold(0, manifold, folder.runs()));
        return evaluator.evaluation();
    }

    /**
     * Builds as many manifolds from a folder's healthy runs, the f-th without every {@code folds}-th configuration by name
     * from f on, and evaluates on each what it left out and all abnormal runs.
     *
     * @throws EvaluationException if there are fewer configurations than folds, or a fold does not support alpha
     */
    public static Evaluation crossValidate(
            TrajectoryFolder folder,
            int folds,
            BuildOptions options,
            double alpha,
            DetectorSettings settings,
            BuildProgress progress) {
        List<String> configurations = folder.runs().stream()
                .filter(RecordedRun::isNormal)
                .map(RecordedRun::config)
                .distinct()
                .sorted()
                .toList();
        if (folds < 2 || configurations.size() <= folds) {
            throw new EvaluationException("%d folds of %d configurations: expected at least 2, and more configurations"
                    .formatted(folds, configurations.size()));
        }
        Evaluator evaluator = new Evaluator(alpha, settings, progress);
        for (int f = 0; f < folds; f++) {
            int fold = f;
            Set<String> left = IntStream.range(0, configurations.size())
                    .filter(i -> i % folds == fold)
                    .mapToObj(configurations::get)
                    .collect(Collectors.toSet());
            ReferenceManifold manifold = ReferenceBuilder.build(
                            folder, run -> !left.contains(run.config()), options, progress)
                    .manifold();
            evaluator.judge(new Fold(
                    f,
                    manifold,
                    folder.runs().stream()
                            .filter(run -> !run.isNormal() || left.contains(run.config()))
                            .toList()));
        }
        return evaluator.evaluation();
    }

    private void judge(Fold fold) {
        List<ReferenceRun> reference = fold.manifold().runs();
        JointRule ours = JointRule.of(reference, settings, alpha);
        List<JointRule> rivals = LossRule.forms().stream()
                .map(form -> JointRule.of(reference, form.settings(), alpha))
                .toList();
        Set<String> seen = reference.stream().map(ReferenceRun::config).collect(Collectors.toSet());
        references.add(new CalibratedReference(
                reference.size(),
                seen.size(),
                ours.threshold(true),
                1.0 / (reference.size() + 1),
                course(fold.manifold(), ours)));
        AtomicInteger done = new AtomicInteger();
        judged.addAll(fold.runs().stream()
                .parallel()
                .map(run -> {
                    MeasuredRun measured = MeasuredRun.of(run, fold.manifold());
                    progress.at("evaluate", done.incrementAndGet(), fold.runs().size());
                    return new JudgedRun(
                            measured,
                            fold.number(),
                            seen.contains(run.config()),
                            ours.alarms(measured),
                            rivals.stream().map(rival -> rival.alarms(measured)).toList(),
                            ours.course(measured));
                })
                .toList());
        noteUndeclared(fold);
    }

    private static ReferenceCourse course(ReferenceManifold manifold, JointRule rule) {
        return new ReferenceCourse(
                manifold.runs(),
                rule.usualNats(USUAL_INTERVALS),
                anchor(manifold, Landmark.IGNORANCE),
                anchor(manifold, Landmark.TRUTH));
    }

    private static List<Double> anchor(ReferenceManifold manifold, String name) {
        Embedding embedding = manifold.embedding();
        return IntStream.range(0, embedding.landmarks())
                .filter(j -> manifold.landmarks().get(j).run().equals(name))
                .mapToObj(j -> IntStream.range(0, embedding.axes())
                        .mapToObj(k -> embedding.coordinate(j, k))
                        .toList())
                .findFirst()
                .orElse(List.of());
    }

    private void noteUndeclared(Fold fold) {
        long undeclared = fold.runs().stream()
                .filter(run -> run.declaredTotalSteps().isEmpty())
                .count();
        if (undeclared > 0) {
            findings.add("%d runs declare no length: compared by step, as healthy runs %s times slower would be"
                    .formatted(undeclared, settings.slowerRate()));
        }
    }

    private Evaluation evaluation() {
        List<LossRule> forms = LossRule.forms();
        List<Evaluation> each = IntStream.range(0, forms.size())
                .mapToObj(form -> new Evaluation(
                        alpha,
                        judged.stream().map(run -> run.against(form)).toList(),
                        forms.get(form).name(),
                        references,
                        List.copyOf(findings)))
                .toList();
        return each.stream().max(RIVAL_MERIT).orElseThrow();
    }

    private static double meanFirstOfRival(Evaluation evaluation) {
        return evaluation.runs().stream()
                .filter(run -> !run.healthy())
                .flatMapToInt(run -> run.firstOfRival().stream())
                .average()
                .orElse(0);
    }
}
