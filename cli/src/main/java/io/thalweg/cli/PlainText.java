package io.thalweg.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words and figures for a terminal. */
final class PlainText {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private PlainText() {}

    /** A text that others wrote, without characters that steer a terminal. */
    static String of(@Nullable String text) {
        return CONTROL.matcher(String.valueOf(text)).replaceAll("?");
    }

    /** Two significant digits and the sign: 41%, 0.12%. */
    static String percent(double share) {
        return figure(100 * share) + "%";
    }

    /** Two significant digits: 0.31, 0.0021, 12. */
    static String figure(double value) {
        return new BigDecimal(value)
                .round(new MathContext(2))
                .stripTrailingZeros()
                .toPlainString();
    }
}
