package io.thalweg.processor.tracking;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.policy.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The runs of all experiments and those that were advised to stop, of the whole cluster: a task sees the runs of its own
 * partition only, so one object serves all tasks of a replica, and a reader of the topics tells it of the other replicas'.
 * Everything is a set of runs, so that what a task booked and later reads back counts once, and so does a decision that is
 * made again after its transaction was aborted.
 *
 * <p>Rejected: a share of the budget for each partition, exact without any exchange, but with eight partitions and twenty
 * runs a tenth of each partition's runs is none at all. Rejected too: granting by a keyed topic, exact over all replicas,
 * since every advice would wait for two more commits; {@code docs/policies.md} says what that leaves open.
 */
public final class ExperimentBudgets implements StopBudget {
    private final Map<RunId, String> experiments = new HashMap<>();
    private final Map<String, Experiment> byName = new HashMap<>();
    private final Set<RunId> advised = new HashSet<>();
    private final Set<RunId> advisedInShadow = new HashSet<>();
    private boolean complete;

    @Override
    public synchronized void seen(RunId run, String experiment) {
        String before = experiments.put(run, experiment);
        if (experiment.equals(before)) {
            return;
        }
        if (before != null) {
            leave(run, before);
        }
        Experiment joined = byName.computeIfAbsent(experiment, name -> new Experiment());
        joined.seen++;
        joined.count(run, 1, advised, advisedInShadow);
    }

    /** A decision on the topic advised a run to stop, or would have in shadow. */
    public synchronized void advised(RunId run, boolean shadow) {
        if (!experiments.containsKey(run)) {
            // Its declaration comes from another topic, and may be read later.
            seen(run, "");
        }
        Experiment experiment = experimentOf(run);
        experiment.count(run, -1, advised, advisedInShadow);
        (shadow ? advisedInShadow : advised).add(run);
        experiment.count(run, 1, advised, advisedInShadow);
    }

    /** A run was deleted from its topic. */
    public synchronized void removed(RunId run) {
        String experiment = experiments.remove(run);
        if (experiment != null) {
            leave(run, experiment);
            advised.remove(run);
            advisedInShadow.remove(run);
        }
    }

    /** What there was to be counted at the start has been. */
    public synchronized void complete() {
        complete = true;
    }

    @Override
    public synchronized Answer ask(RunId run, String experiment, Policy policy) {
        seen(run, experiment);
        Experiment counts = experimentOf(run);
        boolean booked = advised.contains(run) || (policy.shadow() && advisedInShadow.contains(run));
        int stopped = (policy.shadow() ? counts.advisedAtAll : counts.advised) - (booked ? 1 : 0);
        int allowed = policy.budget().allowed(counts.seen);
        boolean unlimited = policy.budget().unlimited();
        boolean granted = booked || unlimited || (complete && stopped < allowed);
        if (granted) {
            advised(run, policy.shadow());
        }
        return new Answer(granted, complete, stopped, counts.seen, allowed);
    }

    private Experiment experimentOf(RunId run) {
        return byName.computeIfAbsent(experiments.getOrDefault(run, ""), name -> new Experiment());
    }

    private void leave(RunId run, String experiment) {
        Experiment left = byName.computeIfAbsent(experiment, name -> new Experiment());
        left.seen--;
        left.count(run, -1, advised, advisedInShadow);
        if (left.seen == 0) {
            byName.remove(experiment);
        }
    }

    /** Counts of one experiment. */
    private static final class Experiment {
        private int seen;
        private int advised;
        private int advisedAtAll;

        void count(RunId run, int by, Set<RunId> inEarnest, Set<RunId> inShadow) {
            boolean earnest = inEarnest.contains(run);
            advised += earnest ? by : 0;
            advisedAtAll += earnest || inShadow.contains(run) ? by : 0;
        }
    }
}
