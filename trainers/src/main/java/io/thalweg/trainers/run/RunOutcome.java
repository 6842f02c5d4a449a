package io.thalweg.trainers.run;

/**
 * How a run ended.
 *
 * @param steps optimiser steps taken
 * @param stopped whether the sink stopped it before its last checkpoint
 */
public record RunOutcome(long steps, boolean stopped) {}
