package io.thalweg.reference.report;

import java.util.Locale;
import java.util.OptionalDouble;

/** Text and numbers as they may stand in HTML and SVG. */
final class Markup {
    private Markup() {}

    /** Text as text, between tags or in a quoted attribute, whatever it holds. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(character) ? '\uFFFD' : character);
            }
        });
        return escaped.toString();
    }

    /** A place in a picture, to a tenth of a pixel. */
    static String pixels(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    /** A number for people: three significant digits. */
    static String number(double value) {
        if (value == 0) {
            return "0"; // not "-0"
        }
        return Math.abs(value) >= 100
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3g", value).replaceFirst("\\.?0+$", "");
    }

    static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "-";
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    static String percent(OptionalDouble share) {
        return share.isPresent() ? percent(share.getAsDouble()) : "-";
    }
}
