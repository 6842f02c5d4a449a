package io.thalweg.benchmarks.kernel;

import io.thalweg.benchmarks.Median;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ours, numpy's and the memory's figures for the same work, taken in turns, as the machine is never the same for long; medians
 * count.
 */
final class Alternations {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> bandwidths = new ArrayList<>();

    /** One measurement: milliseconds a snapshot, or gigabytes a second. */
    interface Figure {
        double take() throws IOException, InterruptedException;
    }

    static Alternations of(int count, Figure ours, @Nullable Figure theirs, Figure bandwidth)
            throws IOException, InterruptedException {
        Alternations alternations = new Alternations();
        for (int i = 0; i < count; i++) {
            alternations.ours.add(ours.take());
            if (theirs != null) {
                alternations.theirs.add(theirs.take());
            }
            alternations.bandwidths.add(bandwidth.take());
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

    /** Share of the read bandwidth, likewise, of what reads so many bytes a snapshot. */
    double bandwidthShare(double bytesPerSnapshot) {
        double[] shares = new double[ours.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = bytesPerSnapshot / (ours.get(i) * 1e6) / bandwidths.get(i);
        }
        return Median.of(shares);
    }
}
