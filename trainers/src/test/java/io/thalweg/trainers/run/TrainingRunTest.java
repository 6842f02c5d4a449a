package io.thalweg.trainers.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.thalweg.trainers.data.DataSet;
import io.thalweg.trainers.data.Digits;
import io.thalweg.trainers.failure.Failure;
import io.thalweg.trainers.network.Architecture;
import io.thalweg.trainers.optimisation.Optimisation;
import io.thalweg.trainers.optimisation.UpdateRule;
import io.thalweg.trainers.run.SnapshotSink.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingRunTest {

    private static final DataSet DIGITS = Digits.load();
    private static final Configuration QUICK =
            Configuration.of(Architecture.MLP64, Optimisation.of(UpdateRule.MOMENTUM, 0.03));

    @ParameterizedTest
    @EnumSource
    void everyArchitectureLearns(Architecture architecture) {
        List<float[]> snapshots = snapshots(
                run(Configuration.of(architecture, Optimisation.of(UpdateRule.ADAM, 0.003)), Failure.NONE, 90));

        assertTrue(accuracy(snapshots.get(0)) < 0.35, "untrained: " + accuracy(snapshots.get(0)));
        assertTrue(accuracy(last(snapshots)) > 0.7, "trained: " + accuracy(last(snapshots)));
    }

    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(UpdateRule.SGD, 0.2),
                Arguments.of(UpdateRule.MOMENTUM, 0.03),
                Arguments.of(UpdateRule.NESTEROV, 0.03),
                Arguments.of(UpdateRule.ADAM, 0.003),
                Arguments.of(UpdateRule.ADAMW, 0.003),
                Arguments.of(UpdateRule.RMSPROP, 0.002));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyUpdateRuleLearns(UpdateRule rule, double learningRate) {
        Optimisation optimisation = Optimisation.of(rule, learningRate).withWeightDecay(1e-4);

        List<float[]> snapshots = snapshots(run(Configuration.of(Architecture.MLP64, optimisation), Failure.NONE, 150));

        assertTrue(accuracy(last(snapshots)) > 0.8, "trained: " + accuracy(last(snapshots)));
    }

    @Test
    void sameSpecificationGivesTheSameNumbersHoweverManyRunsThereAre() {
        Configuration random = Configuration.of(Architecture.MLP_DROPOUT, Optimisation.of(UpdateRule.ADAM, 0.002));
        RunSpecification specification = run(random, Failure.LABEL_NOISE, 60);
        List<float[]> alone = snapshots(specification);

        List<CompletableFuture<List<float[]>>> together = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> snapshots(specification)))
                .toList();

        for (CompletableFuture<List<float[]>> one : together) {
            assertArrayEquals(last(alone), last(one.join()));
        }
    }

    @Test
    void stepsAreThoseOfTheCheckpoints() {
        RunSpecification specification = run(QUICK, Failure.NONE, 50);
        List<Long> steps = new ArrayList<>();

        RunOutcome outcome = TrainingRun.train(specification, (step, logits) -> {
            steps.add(step);
            return Verdict.CONTINUE;
        });

        assertArrayEquals(
                specification.checkpointSteps(),
                steps.stream().mapToLong(Long::longValue).toArray());
        assertEquals(new RunOutcome(50, false), outcome);
    }

    @Test
    void stopIsObeyedAtOnce() {
        RunOutcome outcome = TrainingRun.train(
                run(QUICK, Failure.LABELS_SHIFTED, 50), (step, logits) -> step >= 6 ? Verdict.STOP : Verdict.CONTINUE);

        assertTrue(outcome.stopped());
        assertTrue(outcome.steps() < 12, "stopped at " + outcome.steps());
    }

    @Test
    void divergenceEndsInNonFiniteNumbers() {
        List<float[]> snapshots = snapshots(run(QUICK, Failure.DIVERGENCE, 200));

        assertTrue(Float.isFinite(snapshots.get(2)[0]));
        assertTrue(IntStream.range(0, last(snapshots).length).noneMatch(i -> Float.isFinite(last(snapshots)[i])));
    }

    @Test
    void shiftedLabelsAreLearnt() {
        List<float[]> snapshots = snapshots(run(QUICK, Failure.LABELS_SHIFTED, 300));

        assertTrue(accuracy(last(snapshots)) < 0.2, "right: " + accuracy(last(snapshots)));
    }

    @Test
    void frozenWeightsStay() {
        List<float[]> snapshots = snapshots(run(QUICK, Failure.FROZEN, 40));

        assertArrayEquals(snapshots.get(0), last(snapshots));
    }

    @Test
    void initialisationOnShiftedLabelsShowsAtStepZero() {
        List<float[]> snapshots = snapshots(run(QUICK, Failure.SHIFTED_INITIALISATION, 300));

        assertTrue(accuracy(snapshots.get(0)) < 0.05, "before: " + accuracy(snapshots.get(0)));
        assertTrue(accuracy(last(snapshots)) > 0.8, "after: " + accuracy(last(snapshots)));
    }

    private static RunSpecification run(Configuration configuration, Failure failure, long steps) {
        return new RunSpecification(DIGITS, configuration, 7, failure, steps, 8);
    }

    private static List<float[]> snapshots(RunSpecification specification) {
        List<float[]> snapshots = new ArrayList<>();
        TrainingRun.train(specification, (step, logits) -> {
            snapshots.add(logits);
            return Verdict.CONTINUE;
        });
        return snapshots;
    }

    private static float[] last(List<float[]> snapshots) {
        return snapshots.get(snapshots.size() - 1);
    }

    private static double accuracy(float[] logits) {
        int classes = DIGITS.shape().classes();
        long right = IntStream.range(0, DIGITS.probe().size())
                .filter(n -> {
                    int best = IntStream.range(0, classes)
                            .reduce(0, (a, b) -> logits[n * classes + b] > logits[n * classes + a] ? b : a);
                    return best == DIGITS.probe().label(n);
                })
                .count();
        return right / (double) DIGITS.probe().size();
    }
}
