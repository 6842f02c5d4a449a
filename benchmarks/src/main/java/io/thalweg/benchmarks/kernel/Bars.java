package io.thalweg.benchmarks.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What the kernels are to reach, each beside what was measured. */
final class Bars {
    private static final String SIXTEEN = "vector-16bit";
    private static final String FLOATS = "vector-float32";
    private static final String PLAIN = "plain-rows";
    private static final double LARGEST_SHARE_OF_PROGRESS = 0.10;
    private static final double LARGEST_ERROR = 1e-8;
    private static final double LARGEST_ERROR_OF_16_BITS = 2e-5;

    private final List<Outcome> outcomes;
    private final List<Bar> bars = new ArrayList<>();

    private Bars(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * One bar.
     *
     * @param what is asked for
     * @param measured null if it was not measured here
     * @param met whether it was reached; a bar not measured is not met
     */
    record Bar(String what, @Nullable Double measured, boolean met) {
        String line() {
            String verdict = measured == null ? "not measured" : met ? "met" : "MISSED";
            String found = measured == null ? "" : String.format(Locale.ROOT, ": %.3g", measured);
            return "%-12s %s%s".formatted(verdict, what, found);
        }
    }

    static List<Bar> of(List<Outcome> outcomes) {
        Bars bars = new Bars(outcomes);
        bars.atLeast(3.0, "16 bits, one snapshot, to numpy", SIXTEEN, Session.FEW_CLASSES, 1);
        bars.atLeast(2.0, "16 bits, one snapshot, to numpy", SIXTEEN, Session.SOME_CLASSES, 1);
        bars.atLeast(1.8, "16 bits, one snapshot, to numpy", SIXTEEN, Session.MANY_CLASSES, 1);
        bars.atLeast(2.5, "16 bits, sixteen snapshots, to numpy's sixteen", SIXTEEN, Session.FEW_CLASSES, Session.MANY);
        bars.atLeast(1.0, "without the Vector API, one snapshot, to numpy", PLAIN, Session.FEW_CLASSES, 1);
        bars.add(
                "float32, one snapshot, share of the read bandwidth at (%s): at least 0.7"
                        .formatted(Session.FEW_CLASSES),
                bars.find(FLOATS, Session.FEW_CLASSES, 1).map(Outcome::bandwidthShare),
                0.7,
                Double.POSITIVE_INFINITY);
        bars.add(
                "all distances among 2000 snapshots, to numpy: at least 3",
                outcomes.stream()
                        .filter(each -> each.kernel().equals(Session.PAIRWISE))
                        .findFirst()
                        .map(Outcome::ratioToNumpy),
                3,
                Double.POSITIVE_INFINITY);
        bars.progress();
        bars.error("float32", List.of(FLOATS, PLAIN), LARGEST_ERROR);
        bars.error("16-bit", List.of(SIXTEEN), LARGEST_ERROR_OF_16_BITS);
        return bars.bars;
    }

    private void atLeast(double ratio, String what, String kernel, Shape shape, int snapshots) {
        add(
                "%s, at (%s): at least %s".formatted(what, shape, ratio),
                find(kernel, shape, snapshots).map(Outcome::ratioToNumpy),
                ratio,
                Double.POSITIVE_INFINITY);
    }

    private void progress() {
        Optional<Double> whole =
                find(Session.PROJECTION, Session.FEW_CLASSES, 1).map(Outcome::millisPerSnapshot);
        Optional<Double> part = find(Session.PROGRESS, Session.FEW_CLASSES, 1).map(Outcome::millisPerSnapshot);
        add(
                "progress, share of a projection: at most " + LARGEST_SHARE_OF_PROGRESS,
                whole.flatMap(w -> part.map(p -> p / w)),
                0,
                LARGEST_SHARE_OF_PROGRESS);
    }

    private void error(String landmarks, List<String> kernels, double most) {
        add(
                "error with %s landmarks, nats: at most %s".formatted(landmarks, most),
                largest(kernels, Outcome::maxError),
                0,
                most);
    }

    private Optional<Double> largest(List<String> kernels, ToDoubleFunction<Outcome> figure) {
        return outcomes.stream()
                .filter(each -> kernels.contains(each.kernel()))
                .map(figure::applyAsDouble)
                .max(Double::compare);
    }

    private Optional<Outcome> find(String kernel, Shape shape, int snapshots) {
        return outcomes.stream()
                .filter(each -> each.kernel().equals(kernel)
                        && each.shape().equals(shape)
                        && each.snapshots() == snapshots
                        && each.threads() == 1)
                .findFirst();
    }

    private void add(String what, Optional<Double> measured, double least, double most) {
        boolean met = measured.isPresent() && measured.get() >= least && measured.get() <= most;
        bars.add(new Bar(what, measured.orElse(null), met));
    }
}
