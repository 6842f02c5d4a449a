package io.thalweg.benchmarks.detection;

import io.thalweg.reference.evaluate.Evaluation;
import java.time.Duration;

/**
 * What one data set gave.
 *
 * @param data its name
 * @param population what was trained
 * @param evaluation how it was judged, by cross-validation
 * @param folds in how many folds
 * @param training how long training took; zero where the runs were there
 * @param judging how long the evaluation took
 */
record Result(
        String data, Population population, Evaluation evaluation, int folds, Duration training, Duration judging) {}
