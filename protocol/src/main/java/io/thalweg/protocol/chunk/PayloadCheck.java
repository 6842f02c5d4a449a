package io.thalweg.protocol.chunk;

import java.util.Optional;

/**
 * What a chunk's predictions are worth.
 *
 * @param finite whether no value is NaN or infinite
 * @param nonNegative whether no value is below zero; means nothing unless all are finite
 * @param worstRow index within the chunk of the row whose sum is farthest from one (the first non-finite row, if any)
 * @param worstDeviation |sum p - 1| of that row; infinite when a value is not finite
 */
public record PayloadCheck(boolean finite, boolean nonNegative, int worstRow, double worstDeviation) {
    /** Rounding amplitudes to half precision moves a row's sum by up to about 1e-3; this is twice that. */
    public static final double NORMAL_DEVIATION = 2e-3;
    /** A row farther than this from one is not a distribution. */
    public static final double LARGEST_DEVIATION = 5e-3;

    /** Why the predictions must not be used, if so: {@code NON_FINITE} before {@code UNNORMALISED}. */
    public Optional<RejectionReason> rejection() {
        if (!finite) {
            return Optional.of(RejectionReason.NON_FINITE);
        }
        boolean usable = nonNegative && worstDeviation <= LARGEST_DEVIATION;
        return usable ? Optional.empty() : Optional.of(RejectionReason.UNNORMALISED);
    }

    /** Joins this with the check of later rows of the same chunk. */
    public PayloadCheck and(PayloadCheck later) {
        PayloadCheck worse = later.worstDeviation > worstDeviation ? later : this;
        return new PayloadCheck(
                finite && later.finite, nonNegative && later.nonNegative, worse.worstRow, worse.worstDeviation);
    }

    /** One line for people. */
    public String detail() {
        if (!finite) {
            return "row " + worstRow + " of the chunk has a value that is not finite";
        }
        return (nonNegative ? "" : "a value is negative; ") + "row " + worstRow + " of the chunk sums to one within "
                + worstDeviation;
    }

    /** Gathers the rows of a chunk. */
    static final class Rows {
        private int row;
        private int worstRow;
        private double worstDeviation;
        private boolean nonNegative = true;

        /** @param firstRow index within the chunk of the row that is added first */
        Rows(int firstRow) {
            row = firstRow;
            worstRow = firstRow;
        }

        void add(double sum, boolean negative) {
            // A NaN or infinity among the values makes the sum so; finite floats cannot overflow a double's sum.
            double deviation = Double.isFinite(sum) ? Math.abs(sum - 1) : Double.POSITIVE_INFINITY;
            if (deviation > worstDeviation) {
                worstDeviation = deviation;
                worstRow = row;
            }
            nonNegative &= !negative;
            row++;
        }

        PayloadCheck check() {
            return new PayloadCheck(Double.isFinite(worstDeviation), nonNegative, worstRow, worstDeviation);
        }
    }
}
