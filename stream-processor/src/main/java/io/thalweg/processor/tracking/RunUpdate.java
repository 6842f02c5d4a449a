package io.thalweg.processor.tracking;

import io.thalweg.protocol.record.AlarmKind;
import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.DecisionState;
import io.thalweg.protocol.record.Explanation;
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

    /** Whether it raises, or judges anew, an alarm that rests on a snapshot's distances. */
    public boolean raisesByDistance() {
        return decisions.stream().anyMatch(RunUpdate::raisedByDistance);
    }

    /** The same, the alarms that rest on a snapshot's distances explained. */
    public RunUpdate explained(Explanation explanation) {
        List<DecisionRecord> all = decisions.stream()
                .map(each -> raisedByDistance(each) ? each.explained(explanation) : each)
                .toList();
        return new RunUpdate(state, metrics, all);
    }

    private static boolean raisedByDistance(DecisionRecord decision) {
        return (decision.state() == DecisionState.RAISED || decision.state() == DecisionState.RECONSIDERED)
                && decision.kind() != AlarmKind.NON_FINITE
                && decision.kind() != AlarmKind.SILENT;
    }

    static RunUpdate of(RunState state, List<DecisionRecord> decisions) {
        return new RunUpdate(state, Optional.empty(), decisions);
    }
}
