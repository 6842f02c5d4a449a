package io.thalweg.benchmarks.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ours and numpy's times for the same work, taken in turns, as the machine is never the same for long. Milliseconds a snapshot. */
final class Alternations {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();

    /** One measurement, in milliseconds a snapshot. */
    interface Timing {
        double millis() throws IOException;
    }

    static Alternations of(int count, Timing ours, @Nullable Timing theirs) throws IOException {
        Alternations alternations = new Alternations();
        for (int i = 0; i < count; i++) {
            alternations.ours.add(ours.millis());
            if (theirs != null) {
                alternations.theirs.add(theirs.millis());
            }
        }
        return alternations;
    }

    double millis() {
        return Median.of(ours);
    }

    @Nullable
    Double numpyMillis() {
        return theirs.isEmpty() ? null : Median.of(theirs);
    }

    /** Median of the ratios, each of two times that followed each other. */
    @Nullable
    Double ratio() {
        if (theirs.isEmpty()) {
            return null;
        }
        double[] ratios = new double[ours.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = theirs.get(i) / ours.get(i);
        }
        return Median.of(ratios);
    }
}
