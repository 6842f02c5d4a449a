package io.thalweg.producer;

import io.thalweg.protocol.record.DecisionRecord;
import java.util.Optional;

/**
 * Why a run should stop.
 *
 * @param step the snapshot's step that gave the reason
 * @param text one sentence for people
 * @param advice the service's decision, when it was its advice; absent when it was a rule of the user's
 */
public record StopReason(long step, String text, Optional<DecisionRecord> advice) {}
