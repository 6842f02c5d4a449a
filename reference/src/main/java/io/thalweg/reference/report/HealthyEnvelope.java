package io.thalweg.reference.report;

import io.thalweg.geometry.ReferenceRun;
import io.thalweg.geometry.ReferenceRun.ReferenceCheckpoint;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The least and the most that a figure is among reference runs at the same fraction of their length; between two
 * checkpoints, straight lines.
 *
 * @param runs the reference runs
 * @param figure the figure
 */
record HealthyEnvelope(List<ReferenceRun> runs, ToDoubleFunction<ReferenceCheckpoint> figure) {
    double least(double fraction) {
        return runs.stream().mapToDouble(run -> at(run, fraction)).min().orElse(0);
    }

    double most(double fraction) {
        return runs.stream().mapToDouble(run -> at(run, fraction)).max().orElse(0);
    }

    private double at(ReferenceRun run, double fraction) {
        List<ReferenceCheckpoint> checkpoints = run.checkpoints();
        double step = fraction * run.totalSteps();
        int after = 0;
        while (after < checkpoints.size() && checkpoints.get(after).step() < step) {
            after++;
        }
        if (after == 0 || after == checkpoints.size()) {
            return figure.applyAsDouble(checkpoints.get(Math.min(after, checkpoints.size() - 1)));
        }
        ReferenceCheckpoint before = checkpoints.get(after - 1);
        ReferenceCheckpoint next = checkpoints.get(after);
        double share = (step - before.step()) / (next.step() - before.step());
        double from = figure.applyAsDouble(before);
        return from + share * (figure.applyAsDouble(next) - from);
    }
}
