package io.thalweg.protocol.record;

import io.thalweg.protocol.Expect;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** Checks that the records share: a figure is finite or absent, never NaN. */
final class Figures {
    private static final Pattern SHA256 = Pattern.compile("sha256:[0-9a-f]{64}");

    private Figures() {}

    static void finite(OptionalDouble figure, String name) {
        Expect.that(figure.isEmpty() || Double.isFinite(figure.getAsDouble()), name, figure, "finite, or absent");
    }

    static void finite(double figure, String name) {
        Expect.that(Double.isFinite(figure), name, figure, "finite");
    }

    static void finite(List<Double> figures, String name) {
        figures.forEach(figure -> finite(figure, name));
    }

    static void share(double figure, String name) {
        Expect.that(figure >= 0 && figure <= 1, name, figure, "0 to 1");
    }

    static void label(OptionalInt label, String name) {
        Expect.that(label.orElse(0) >= 0, name, label, "0 or more, or absent");
    }

    static void schema(String actual, String expected) {
        Expect.that(actual.equals(expected), "schema", actual, expected);
    }

    static void snapshot(int attempt, long step) {
        Expect.that(attempt >= 0, "attempt", attempt, "0 or more");
        Expect.that(step >= 0, "step", step, "0 or more");
    }

    static void hash(String value, String name) {
        Expect.that(SHA256.matcher(value).matches(), name, value, "sha256: and 64 lower-case hexadecimal digits");
    }

    static void text(String value, String name, int maxLength) {
        Expect.that(!value.isEmpty() && value.length() <= maxLength, name, value, "1 to " + maxLength + " characters");
    }
}
