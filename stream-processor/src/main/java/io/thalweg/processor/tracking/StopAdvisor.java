package io.thalweg.processor.tracking;

import io.thalweg.processor.tracking.StopBudget.Answer;
import io.thalweg.protocol.RunId;
import io.thalweg.protocol.policy.Grace;
import io.thalweg.protocol.policy.Policy;
import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.Withheld;
import java.util.Locale;
import java.util.Map;

/**
 * Says whether an alarm that stands advises to stop, under the policy of the run's experiment. Pure but for the budget, which
 * books what is advised. Thread-safe.
 */
public final class StopAdvisor {
    private final PolicyCatalogue policies;
    private final StopBudget budget;

    public StopAdvisor(PolicyCatalogue policies, StopBudget budget) {
        this.policies = policies;
        this.budget = budget;
    }

    /** One policy for all runs. */
    public static StopAdvisor of(Policy policy) {
        ExperimentBudgets budgets = new ExperimentBudgets();
        budgets.complete();
        return new StopAdvisor(experiment -> policy, budgets);
    }

    /** A run's experiment by its tags; empty where they name none that could be one. */
    public static String experiment(Map<String, String> tags) {
        String name = tags.getOrDefault(Policy.EXPERIMENT_TAG, "");
        return Policy.isName(name) ? name : "";
    }

    /** The policy that a run is under. */
    Policy policy(Map<String, String> tags) {
        return policies.forExperiment(experiment(tags));
    }

    /** A run was declared with these tags. */
    void seen(RunId run, Map<String, String> tags) {
        budget.seen(run, experiment(tags));
    }

    /**
     * Judges an alarm of a run.
     *
     * @param state the run
     * @param kind the alarm
     * @param snapshots on which it stood
     * @param step the trainer's step
     * @param measured snapshots measured in this attempt
     */
    Verdict judge(RunState state, AlarmKind kind, int snapshots, long step, long measured) {
        String experiment = experiment(state.tags());
        Policy policy = policies.forExperiment(experiment);
        Grace grace = policy.grace();
        if (!policy.stopsFor(kind)) {
            return withheld(policy, experiment, Withheld.KIND, "no stop: the policy does not stop for " + kind);
        }
        if (state.ended()) {
            return withheld(policy, experiment, Withheld.ENDED, "no stop: the run has ended");
        }
        if (kind != AlarmKind.SILENT && snapshots < policy.consecutive()) {
            return withheld(
                    policy,
                    experiment,
                    Withheld.CONSECUTIVE,
                    "no stop yet: %d of %d snapshots in alarm".formatted(snapshots, policy.consecutive()));
        }
        if (grace.covers(step, measured)) {
            return withheld(
                    policy,
                    experiment,
                    Withheld.GRACE,
                    "no stop yet: step %d and snapshot %d, the grace period ends at step %d and snapshot %d"
                            .formatted(step, measured, grace.steps(), grace.snapshots()));
        }
        return judgeByBudget(state, experiment, policy);
    }

    private Verdict judgeByBudget(RunState state, String experiment, Policy policy) {
        Answer answer = budget.ask(state.run(), experiment, policy);
        String counts = counts(answer, policy);
        if (!answer.granted()) {
            return withheld(policy, experiment, Withheld.BUDGET, "no stop: " + counts);
        }
        return policy.shadow()
                ? withheld(
                        policy,
                        experiment,
                        Withheld.SHADOW,
                        "a stop would be advised, but the policy only observes; " + counts)
                : new Verdict(policy, experiment, null, "a stop is advised; " + counts);
    }

    private static String counts(Answer answer, Policy policy) {
        if (!answer.known()) {
            return "the runs of the experiment are still being counted";
        }
        String counts =
                "%d of the experiment's %d runs advised to stop before it".formatted(answer.stopped(), answer.seen());
        return policy.budget().unlimited()
                ? counts + ", there is no limit"
                : counts
                        + String.format(
                                Locale.ROOT,
                                ", the budget (share %s, at least %d) allows %d in all",
                                policy.budget().share(),
                                policy.budget().atLeast(),
                                answer.allowed());
    }

    private static Verdict withheld(Policy policy, String experiment, Withheld why, String sentence) {
        return new Verdict(policy, experiment, why, sentence);
    }
}
