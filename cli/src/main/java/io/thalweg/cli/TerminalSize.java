package io.thalweg.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the terminal is.
 *
 * @param columns characters in a line
 * @param rows lines
 */
record TerminalSize(int columns, int rows) {
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\s*([1-9][0-9]{0,4}) ([1-9][0-9]{0,4})\\s*");
    private static final long PATIENCE_MILLIS = 500;

    /** What {@code stty size} says: rows, then columns. */
    static Optional<TerminalSize> parse(String text) {
        Matcher matcher = ROWS_AND_COLUMNS.matcher(text);
        return matcher.matches()
                ? Optional.of(new TerminalSize(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    /** Asks the terminal that this process is at; Java is not told when a window is resized. Empty where there is none. */
    static Optional<TerminalSize> ask() {
        try {
            Process process = new ProcessBuilder("sh", "-c", "stty size 2>/dev/null </dev/tty").start();
            if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return parse(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
