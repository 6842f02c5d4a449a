package io.thalweg.geometry;

import java.util.function.DoubleUnaryOperator;

/**
 * The root of a slope that never falls, by ITP steps (Oliveira and Takahashi 2020, doi 10.1145/3423597): regula falsi, drawn
 * towards the middle, and never further from it than bisection could make good.
 *
 * <p>Keeps the root between {@code low} and {@code high}, where the slope is below and above zero.
 */
final class SlopeRoot {
    /** Half the width of the interval that is left in the end. */
    static final double TOLERANCE = 1e-7;

    /** How far a step is drawn, as a share of the interval's width, times what is left of that interval. */
    private static final double TRUNCATION = 0.01;

    /** How much further than the root seems to be the other end is looked for. */
    private static final double OVERSHOOT = 1.2;

    private static final double LEAST_STEP = 1e-5;

    private final DoubleUnaryOperator slope;
    private double low;
    private double high;
    private double slopeLow;
    private double slopeHigh;

    private SlopeRoot(DoubleUnaryOperator slope, double low, double high, double slopeLow, double slopeHigh) {
        this.slope = slope;
        this.low = low;
        this.high = high;
        this.slopeLow = slopeLow;
        this.slopeHigh = slopeHigh;
    }

    /** Where the slope crosses zero in [0, 1]; 0 or 1 if it is not below zero there, or not above. */
    static double of(DoubleUnaryOperator slope) {
        double atZero = slope.applyAsDouble(0);
        if (atZero >= 0) {
            return 0;
        }
        double atOne = slope.applyAsDouble(1);
        return atOne <= 0 ? 1 : new SlopeRoot(slope, 0, 1, atZero, atOne).find();
    }

    /**
     * As {@link #of}, beginning at a guess: the root is looked for between it and a point a little beyond where it seems to be,
     * and if it is not there, from that point to the end of [0, 1].
     *
     * @param guess in [0, 1]
     * @param rise of the slope by t, about; a wrong one costs calls of the slope, nothing else
     */
    static double near(DoubleUnaryOperator slope, double guess, double rise) {
        double start = guess;
        double slopeStart = slope.applyAsDouble(start);
        if (slopeStart == 0) {
            return start;
        }
        double sign = Math.signum(slopeStart);
        double step = OVERSHOOT * Math.abs(slopeStart) / rise + LEAST_STEP;
        double end = start - sign * (step > 0 && step < 1 ? step : 1);
        end = Math.min(1, Math.max(0, end));
        double slopeEnd = slope.applyAsDouble(end);
        double edge = sign < 0 ? 1 : 0;
        if (slopeEnd * sign > 0 && end != edge) {
            start = end;
            slopeStart = slopeEnd;
            end = edge;
            slopeEnd = slope.applyAsDouble(end);
        }
        if (slopeEnd * sign >= 0) {
            return end;
        }
        return sign < 0
                ? new SlopeRoot(slope, start, end, slopeStart, slopeEnd).find()
                : new SlopeRoot(slope, end, start, slopeEnd, slopeStart).find();
    }

    private double find() {
        double whole = high - low;
        // Halvings that bring it down to twice the tolerance, and one more that may be spent on being quicker.
        int mostSteps = Math.max(0, (int) Math.ceil(Math.log(whole / (2 * TOLERANCE)) / Math.log(2))) + 1;
        double reach = Math.scalb(TOLERANCE, mostSteps);
        while (high - low > 2 * TOLERANCE) {
            double width = high - low;
            double middle = low + width / 2;
            double secant = low - slopeLow * width / (slopeHigh - slopeLow);
            double towardsMiddle = Math.signum(middle - secant);
            double truncation = TRUNCATION * width * width / whole;
            double t = truncation <= Math.abs(middle - secant) ? secant + towardsMiddle * truncation : middle;
            double radius = reach - width / 2;
            t = Math.abs(t - middle) <= radius ? t : middle - towardsMiddle * radius;
            double here = slope.applyAsDouble(t);
            if (here == 0) {
                return t;
            }
            if (here < 0) {
                low = t;
                slopeLow = here;
            } else {
                high = t;
                slopeHigh = here;
            }
            reach /= 2;
        }
        return (low + high) / 2;
    }
}
