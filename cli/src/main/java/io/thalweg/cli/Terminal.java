package io.thalweg.cli;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the launcher found out about the terminal; Java itself cannot tell on every version that runs this. */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 100;
    private static final int DEFAULT_ROWS = 1000;

    private Terminal() {}

    /** Whether a person looks at both standard output and standard error. */
    static boolean isInteractive() {
        return Boolean.getBoolean("thalweg.terminal");
    }

    /** Its size now; where there is no terminal, lines as wide as the launcher says and as many as there are. */
    static TerminalSize size() {
        TerminalSize launched = new TerminalSize(Integer.getInteger("thalweg.columns", DEFAULT_COLUMNS), DEFAULT_ROWS);
        return isInteractive() ? TerminalSize.ask().orElse(launched) : launched;
    }

    /** Whether lines may be coloured: on a terminal, unless its user wants none (no-color.org). */
    static boolean hasColours(Map<String, String> environment) {
        return isInteractive() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** Whether its locale has more than ASCII. */
    static boolean hasUnicode(Map<String, String> environment) {
        return Stream.of("LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(locale -> !locale.isEmpty())
                .findFirst()
                .map(locale -> locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8"))
                .orElse(false);
    }
}
