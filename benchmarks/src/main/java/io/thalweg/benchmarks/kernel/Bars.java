package io.thalweg.benchmarks.kernel;

import io.thalweg.benchmarks.processes.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the kernels are to reach, beside what was measured. Without numpy, only what needs no comparison. */
final class Bars {
    private static final String SIXTEEN = "vector-16bit";
    private static final String FLOATS = "vector-float32";
    private static final String PLAIN = "plain-rows";
    private static final double LARGEST_ERROR = 1e-8;
    private static final double LARGEST_ERROR_OF_16_BITS = 2e-5;

    private final List<Outcome> outcomes;
    private final List<Bar> bars = new ArrayList<>();

    private Bars(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    static List<Bar> of(List<Outcome> outcomes) {
        Bars bars = new Bars(outcomes);
        bars.toNumpy(SIXTEEN, Session.FEW_CLASSES, 1, 3.0);
        bars.toNumpy(SIXTEEN, Session.SOME_CLASSES, 1, 2.0);
        bars.toNumpy(SIXTEEN, Session.MANY_CLASSES, 1, 1.8);
        bars.toNumpy(SIXTEEN, Session.FEW_CLASSES, Session.MANY, 2.5);
        bars.toNumpy(PLAIN, Session.FEW_CLASSES, 1, 1.0);
        bars.pairwise();
        bars.bandwidth();
        bars.progress();
        bars.error("float32", List.of(FLOATS, PLAIN), LARGEST_ERROR);
        bars.error("16-bit", List.of(SIXTEEN), LARGEST_ERROR_OF_16_BITS);
        return bars.bars;
    }

    private void toNumpy(String kernel, Shape shape, int snapshots, double least) {
        String what = "%s, %d snapshot(s) of (%s), numpy's time over ours".formatted(kernel, snapshots, shape);
        find(kernel, shape, snapshots)
                .map(Outcome::ratioToNumpy)
                .ifPresent(ratio -> bars.add(Bar.atLeast(what, ratio, least)));
    }

    private void pairwise() {
        outcomes.stream()
                .filter(each -> each.kernel().equals(Session.PAIRWISE) && each.ratioToNumpy() != null)
                .findFirst()
                .map(Outcome::ratioToNumpy)
                .ifPresent(ratio ->
                        bars.add(Bar.atLeast("all distances among 2000 snapshots, numpy's time over ours", ratio, 3)));
    }

    private void bandwidth() {
        find(FLOATS, Session.FEW_CLASSES, 1)
                .ifPresent(each -> bars.add(Bar.atLeast(
                        "%s, one snapshot of (%s), share of the read bandwidth".formatted(FLOATS, Session.FEW_CLASSES),
                        each.bandwidthShare(),
                        0.7)));
    }

    private void progress() {
        find(Session.PROJECTION, Session.FEW_CLASSES, 1)
                .flatMap(whole -> find(Session.PROGRESS, Session.FEW_CLASSES, 1)
                        .map(part -> part.millisPerSnapshot() / whole.millisPerSnapshot()))
                .ifPresent(share -> bars.add(Bar.atMost("progress sums, share of a projection", share, 0.1)));
    }

    private void error(String landmarks, List<String> kernels, double most) {
        outcomes.stream()
                .filter(each -> kernels.contains(each.kernel()))
                .map(Outcome::maxError)
                .max(Double::compare)
                .ifPresent(error -> bars.add(Bar.atMost(
                        "error with %s landmarks, of the %s nats allowed".formatted(landmarks, most),
                        error / most,
                        1)));
    }

    private Optional<Outcome> find(String kernel, Shape shape, int snapshots) {
        return outcomes.stream()
                .filter(each -> each.kernel().equals(kernel)
                        && each.shape().equals(shape)
                        && each.snapshots() == snapshots
                        && each.threads() == 1)
                .findFirst();
    }
}
