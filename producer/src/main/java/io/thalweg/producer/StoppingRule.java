package io.thalweg.producer;

import io.thalweg.protocol.record.MetricsRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A user's rule, asked after each snapshot's metrics; see {@link Rules} for ready-made ones. */
@FunctionalInterface
public interface StoppingRule {

    /**
     * Why the run should stop now, if it should.
     *
     * @param history the metrics of this attempt, oldest first, the newest last; never empty, at most
     *     {@link EarlyStopping#MAX_HISTORY}
     */
    Optional<String> reasonToStop(List<MetricsRecord> history);

    /** Stops on the first metrics that meet the condition. */
    static StoppingRule when(String reason, Predicate<MetricsRecord> condition) {
        return history -> condition.test(history.get(history.size() - 1)) ? Optional.of(reason) : Optional.empty();
    }
}
