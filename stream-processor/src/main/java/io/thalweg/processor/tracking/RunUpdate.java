package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.List;
import java.util.Optional;

/**
 * What follows from something that happened to a run.
 *
 * @param state the run's new state
 * @param metrics the metrics record to write, if it was a snapshot
 * @param decisions the decisions to write, in order
 */
public record RunUpdate(RunState state, Optional<MetricsRecord> metrics, List<DecisionRecord> decisions) {
    public RunUpdate {
        decisions = List.copyOf(decisions);
    }

    static RunUpdate of(RunState state, List<DecisionRecord> decisions) {
        return new RunUpdate(state, Optional.empty(), decisions);
    }
}
