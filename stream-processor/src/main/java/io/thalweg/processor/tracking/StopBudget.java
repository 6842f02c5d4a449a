package io.thalweg.processor.tracking;

import io.thalweg.protocol.RunId;
import io.thalweg.protocol.policy.Policy;

/** Counts the runs of every experiment and those that were advised to stop. Thread-safe; answers from memory. */
public interface StopBudget {
    /** A run of an experiment was seen; of its experiments the last one counts. */
    void seen(RunId run, String experiment);

    /**
     * Asks whether a run may be advised to stop; if so it is booked. A run that was booked before may always.
     *
     * @param policy whose budget it is; one in shadow books apart
     */
    Answer ask(RunId run, String experiment, Policy policy);

    /**
     * What the budget says.
     *
     * @param granted whether the run may be advised to stop
     * @param known whether the counts are known at all
     * @param stopped runs of the experiment that were advised to stop, this one left out
     * @param seen runs of the experiment
     * @param allowed runs that may be advised to stop
     */
    record Answer(boolean granted, boolean known, int stopped, int seen, int allowed) {}
}
