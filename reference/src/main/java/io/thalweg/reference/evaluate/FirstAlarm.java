package io.thalweg.reference.evaluate;

import io.thalweg.protocol.record.AlarmKind;

/**
 * When a run first raised an alarm of a kind.
 *
 * @param kind the kind
 * @param index the checkpoint's index in its run, from 0
 * @param step the trainer's step
 */
public record FirstAlarm(AlarmKind kind, int index, long step) {}
