package io.thalweg.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What is normal: the scores of the healthy runs, each measured with its own configuration left out, and the split
 * conformal threshold they give (Vovk et al. 2005; docs/maths.md, "Calibration").
 *
 * <p>At level alpha the threshold is the ceil((1 - alpha)(n + 1))-th smallest of the n scores: a healthy run
 * exchangeable with these passes it during its whole life with probability at most alpha.
 *
 * <p>Immutable.
 */
public final class Calibration {
    private final double[] scores;
    private final int configurations;

    private Calibration(double[] scores, int configurations) {
        this.scores = scores;
        this.configurations = configurations;
    }

    /**
     * From the scores themselves.
     *
     * @param scores one a healthy run, finite
     * @param configurations how many configurations those runs are of
     */
    public static Calibration of(double[] scores, int configurations) {
        if (!Arrays.stream(scores).allMatch(Double::isFinite) || configurations < 0 || configurations > scores.length) {
            throw new IllegalArgumentException(
                    "scores %s of %d configurations: expected finite scores, at least one a configuration"
                            .formatted(Arrays.toString(scores), configurations));
        }
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        return new Calibration(sorted, configurations);
    }

    /** From reference runs, by their largest off-manifold distance. */
    public static Calibration of(List<ReferenceRun> runs) {
        return of(runs.stream().mapToDouble(ReferenceRun::score).toArray(), (int)
                runs.stream().map(ReferenceRun::config).distinct().count());
    }

    /** Number of healthy runs it rests on, n. */
    public int runs() {
        return scores.length;
    }

    /** Number of configurations it rests on. */
    public int configurations() {
        return configurations;
    }

    /** The smallest alpha that n runs support: 1 / (n + 1). */
    public double smallestAlpha() {
        return 1.0 / (scores.length + 1);
    }

    /**
     * The conformal threshold, in the scores' unit; empty if there are too few runs for this alpha (never the maximum in
     * its stead).
     *
     * @param alpha in (0, 1)
     */
    public OptionalDouble threshold(double alpha) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is %s: expected above 0 and below 1".formatted(alpha));
        }
        // The tiny allowance keeps (1 - 0.05) * 20 = 19.000000000000004 at 19.
        int order = (int) Math.ceil((1 - alpha) * (scores.length + 1) - 1e-9);
        return order > scores.length ? OptionalDouble.empty() : OptionalDouble.of(scores[Math.max(order, 1) - 1]);
    }

    /**
     * Share of the healthy runs whose score lies below this one, in [0, 1]; ties are not below; 0 if there are no runs.
     *
     * @param score any number but NaN, which would pass for the best of ranks
     */
    public double rank(double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("score is NaN: expected a number");
        }
        if (scores.length == 0) {
            return 0;
        }
        int below = 0;
        while (below < scores.length && scores[below] < score) {
            below++;
        }
        return (double) below / scores.length;
    }

    /** A copy of the scores, ascending. */
    public double[] scores() {
        return scores.clone();
    }
}
