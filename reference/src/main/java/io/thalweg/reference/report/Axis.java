package io.thalweg.reference.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a picture.
 *
 * @param label what it shows, with its unit
 * @param low value at its beginning; above 0 where it is logarithmic
 * @param high value at its end
 * @param logarithmic whether equal ratios are equally long
 */
record Axis(String label, double low, double high, boolean logarithmic) {
    private static final double[] STEPS = {1, 2, 5};
    private static final int MOST_TICKS = 6;

    Axis {
        if (!(high > low) || (logarithmic && !(low > 0))) {
            throw new IllegalArgumentException("%s axis from %s to %s".formatted(label, low, high));
        }
    }

    static Axis linear(String label, double low, double high) {
        return new Axis(label, low, high > low ? high : low + 1, false);
    }

    static Axis logarithmic(String label, double low, double high) {
        return new Axis(label, low, Math.max(high, 10 * low), true);
    }

    /** From 0 to 1; what lies beyond an end is drawn at that end. */
    double place(double value) {
        double place = logarithmic
                ? Math.log(Math.max(value, low) / low) / Math.log(high / low)
                : (value - low) / (high - low);
        return Math.max(0, Math.min(1, place));
    }

    List<Double> ticks() {
        return logarithmic ? decades() : round();
    }

    private List<Double> decades() {
        List<Double> ticks = new ArrayList<>();
        for (int exponent = (int) Math.floor(Math.log10(low)); exponent <= Math.log10(high); exponent++) {
            for (double step : STEPS) {
                double tick = step * Math.pow(10, exponent);
                if (tick >= low * 0.999 && tick <= high && (step == 1 || high / low < 100)) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
    }

    private List<Double> round() {
        double width = Math.pow(10, Math.floor(Math.log10((high - low) / MOST_TICKS)));
        for (int i = 0; (high - low) / width > MOST_TICKS; i++) {
            width *= i % 3 == 1 ? 2.5 : 2;
        }
        List<Double> ticks = new ArrayList<>();
        for (double k = Math.ceil(low / width - 1e-9); k * width <= high + 1e-9 * width; k++) {
            ticks.add(k * width);
        }
        return ticks;
    }
}
