package io.thalweg.producer;

import io.thalweg.protocol.record.DecisionRecord;
import io.thalweg.protocol.record.MetricsRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides, from the records of one attempt, whether it should stop: the first reason stands. Fed by one thread, asked by
 * any.
 */
final class StopJudge {
    private static final Logger log = LoggerFactory.getLogger(EarlyStopping.class);

    private final int attempt;
    private final boolean obeyAdvice;
    private final List<StoppingRule> rules;
    private final List<MetricsRecord> history = new ArrayList<>();
    private volatile @Nullable StopReason reason;
    private boolean warned;

    StopJudge(int attempt, boolean obeyAdvice, List<StoppingRule> rules) {
        this.attempt = attempt;
        this.obeyAdvice = obeyAdvice;
        this.rules = List.copyOf(rules);
    }

    Optional<StopReason> reason() {
        return Optional.ofNullable(reason);
    }

    boolean stops() {
        return reason != null;
    }

    void hear(MetricsRecord record) {
        if (stops() || record.attempt() != attempt) {
            return;
        }
        if (history.size() == EarlyStopping.MAX_HISTORY) {
            history.remove(0);
        }
        history.add(record);
        for (StoppingRule rule : rules) {
            Optional<String> text = ask(rule);
            if (text.isPresent()) {
                reason = new StopReason(record.step(), text.get(), Optional.empty());
                return;
            }
        }
    }

    void hear(DecisionRecord decision) {
        if (obeyAdvice && decision.callsForStop() && decision.attempt() == attempt && !stops()) {
            reason = new StopReason(decision.step(), decision.reason(), Optional.of(decision));
        }
    }

    private Optional<String> ask(StoppingRule rule) {
        try {
            return rule.reasonToStop(Collections.unmodifiableList(history));
        } catch (RuntimeException e) {
            if (!warned) {
                warned = true;
                log.atWarn().setCause(e).log("a stopping rule threw; it counts as no reason to stop");
            }
            return Optional.empty();
        }
    }
}
