package io.thalweg.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The largest deviation seen, absolute and relative, reported under a name; docs/maths.md quotes these figures. */
final class Deviation {
    private final String name;
    private double absolute;
    private double relative;

    Deviation(String name) {
        this.name = name;
    }

    static Deviation between(String name, double[] expected, double[] actual) {
        assertEquals(expected.length, actual.length, name);
        Deviation deviation = new Deviation(name);
        for (int i = 0; i < expected.length; i++) {
            deviation.add(expected[i], actual[i]);
        }
        return deviation;
    }

    void add(double expected, double actual) {
        assertTrue(Double.isFinite(expected) && Double.isFinite(actual), () -> name + ": " + expected + ", " + actual);
        double difference = Math.abs(expected - actual);
        absolute = Math.max(absolute, difference);
        // What is within 1e-13 is equal, or else distances that are rounding only would count.
        relative = Math.max(relative, difference <= 1e-13 ? 0 : difference / Math.abs(expected));
    }

    /** Adds a line to target/deviations.txt. */
    Deviation report() {
        String line = "%s: absolute %.2g, relative %.2g%n".formatted(name, absolute, relative);
        try {
            Files.writeString(
                    Path.of("target", "deviations.txt"), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    void assertRelative(double bound) {
        assertTrue(
                relative <= bound,
                () -> "%s: relative deviation %s: expected at most %s".formatted(name, relative, bound));
    }

    void assertAbsolute(double bound) {
        assertTrue(absolute <= bound, () -> "%s: deviation %s: expected at most %s".formatted(name, absolute, bound));
    }
}
