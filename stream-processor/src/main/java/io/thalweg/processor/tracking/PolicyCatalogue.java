package io.thalweg.processor.tracking;

import io.thalweg.protocol.policy.Policy;

/**
 * The policies that are in force now. What it answers may change at any time: a policy that comes counts from the next
 * snapshot on. Asked by every stream thread, so it answers from memory.
 */
@FunctionalInterface
public interface PolicyCatalogue {
    /**
     * The policy for an experiment.
     *
     * @param experiment its name, empty for runs that name none
     */
    Policy forExperiment(String experiment);
}
